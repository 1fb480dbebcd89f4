using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Tests.ShipStation.Doubles;
using Connector.Tests.ShipStation.Labels.Doubles;
using Xunit;

namespace Connector.Tests.ShipStation.Labels;

public sealed class LabelDocumentsTests
{
    private readonly Rig _rig = new() { Options = { V2ApiKey = "v2-key-1" } };

    private static LabelDocument Document(string link = Sample.Link, DocumentFormat format = DocumentFormat.Pdf) => new() { Kind = DocumentKind.Label, Format = format, Link = new Uri(link) };

    private static HttpResponseMessage File(byte[] bytes, string type = "application/pdf") =>
        new(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue(type) } } };

    private static HttpResponseMessage Redirect(string? to, int status = 302)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new ByteArrayContent([]) };
        if (to is not null) response.Headers.Location = new Uri(to, UriKind.RelativeOrAbsolute);
        return response;
    }

    private Task<DocumentResult> DownloadAsync(LabelDocument? document = null) => _rig.Labels.Documents.DownloadAsync(document ?? Document(), default);

    private async Task<DocumentProblem> ProblemAsync(LabelDocument? document = null) => Assert.IsType<DocumentResult.Refused>(await DownloadAsync(document)).Problem;

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("application/octet-stream")]
    public async Task A_document_comes_whole_with_its_hash_and_without_our_key(string type)
    {
        _rig.Http.Then(_ => File(Sample.Pdf, type));
        var result = Assert.IsType<DocumentResult.Downloaded>(await DownloadAsync());
        Assert.Equal(Sample.Pdf, result.Document.Content!.Value.ToArray());
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Sample.Pdf)), result.Sha256);
        var sent = Assert.Single(_rig.Http.Requests);
        Assert.Equal(("GET", Sample.Link, null), (sent.Method, sent.Address.ToString(), sent.Authorization));
        Assert.DoesNotContain("api-key", sent.Headers.Keys);
        Assert.Empty(_rig.Budget.Taken);
    }

    [Theory]
    [InlineData("https://evil.example.com/v2/downloads/1/x/label.pdf")]
    [InlineData("http://api.shipstation.com/v2/downloads/1/x/label.pdf")]
    [InlineData("https://api.shipstation.com:8443/v2/downloads/1/x/label.pdf")]
    [InlineData("https://me:secret@api.shipstation.com/v2/downloads/1/x/label.pdf")]
    [InlineData("https://api.shipstation.com.evil.example.com/v2/downloads/1/x/label.pdf")]
    [InlineData("https://api.shipstation.com/v2/labels/se-1")]
    [InlineData("https://api.shipstation.com/v2/downloads/../labels/se-1")]
    [InlineData("https://api.shipstation.com/v2/downloads/%2e%2e/labels/se-1")]
    [InlineData("https://api.shipstation.com/v2/downloads/..%2flabels")]
    [InlineData("https://169.254.169.254/v2/downloads/x")]
    [InlineData("file:///v2/downloads/x")]
    public async Task A_link_to_another_place_is_never_followed(string link)
    {
        Assert.Equal(DocumentProblem.ForeignHost, await ProblemAsync(Document(link)));
        Assert.Empty(_rig.Http.Requests);
        _rig.Http.Then(_ => Redirect(link));
        Assert.Equal(DocumentProblem.ForeignHost, await ProblemAsync());
        Assert.Single(_rig.Http.Requests);
    }

    [Theory]
    [InlineData("https://api.shipengine.com/v1/downloads/1/x/label.pdf", 301)]
    [InlineData("https://api.shipstation.com/v2/downloads/9/y/label.pdf", 302)]
    [InlineData("/v2/downloads/9/y/label.pdf", 307)]
    public async Task A_redirect_to_an_allowed_place_is_followed(string to, int status)
    {
        _rig.Http.Then(_ => Redirect(to, status)).Then(_ => File(Sample.Pdf));
        Assert.IsType<DocumentResult.Downloaded>(await DownloadAsync());
        Assert.Equal(new Uri(new Uri(Sample.Link), to), _rig.Http.Requests[1].Address);
    }

    [Fact]
    public async Task The_address_of_the_setting_is_allowed_too()
    {
        _rig.Options.V2BaseAddress = "http://127.0.0.1:5052/";
        _rig.Http.Then(_ => File(Sample.Pdf));
        Assert.IsType<DocumentResult.Downloaded>(await DownloadAsync(Document("http://127.0.0.1:5052/v2/downloads/1/x/label.pdf")));
        Assert.Equal(DocumentProblem.ForeignHost, await ProblemAsync(Document("http://127.0.0.1:5053/v2/downloads/1/x/label.pdf")));
    }

    [Fact]
    public async Task Redirects_without_end_are_given_up()
    {
        _rig.Http.Always = _ => Redirect(Sample.Link);
        Assert.Equal(DocumentProblem.ForeignHost, await ProblemAsync());
        Assert.Equal(4, _rig.Http.Requests.Count);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_link_that_leads_to_nothing_asks_for_a_fresh_one(int status)
    {
        _rig.Http.Then((HttpStatusCode)status);
        Assert.Equal(new DocumentResult.NotFound(status), await DownloadAsync());
    }

    [Fact]
    public async Task What_says_nothing_is_to_be_tried_later()
    {
        _rig.Http.Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.TooManyRequests).Then(_ => throw new HttpRequestException("reset")).Then(_ => Redirect(null));
        for (var i = 0; i < 4; i++) Assert.IsType<DocumentResult.Unavailable>(await DownloadAsync());
        Assert.Equal(4, _rig.Http.Requests.Count);
    }

    [Fact]
    public async Task A_download_that_takes_too_long_is_given_up()
    {
        var sent = new TaskCompletionSource();
        _rig.Http.ThenAsync(async (_, stop) =>
        {
            sent.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _rig.Clock, stop);
            throw new InvalidOperationException();
        });
        var download = DownloadAsync();
        await sent.Task;
        _rig.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.IsType<DocumentResult.Unavailable>(await download);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Twenty_megabytes_are_refused_and_never_held(bool announced)
    {
        var stream = new BlankStream(20L * 1024 * 1024);
        _rig.Http.Then(_ =>
        {
            var content = new StreamContent(stream);
            if (announced) content.Headers.ContentLength = 20L * 1024 * 1024;
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = content };
        });
        Assert.Equal(DocumentProblem.TooLarge, await ProblemAsync());
        Assert.InRange(stream.Taken, announced ? 0 : LabelDocument.MaxBytes, announced ? 0 : LabelDocument.MaxBytes + (1024 * 1024));
    }

    public static TheoryData<string, string, DocumentFormat, DocumentProblem> Wrong => new()
    {
        { "%PDF-1.4\n%%EOF", "text/html", DocumentFormat.Pdf, DocumentProblem.WrongContent },
        { "%PDF-1.4\n%%EOF", "application/json", DocumentFormat.Pdf, DocumentProblem.WrongContent },
        { "%PDF-1.4\n%%EOF", "application/pdf", DocumentFormat.Zpl, DocumentProblem.WrongContent },
        { "^XA^FDx^FS^XZ", "application/zpl", DocumentFormat.Pdf, DocumentProblem.WrongContent },
        { "<html>not here</html>", "application/pdf", DocumentFormat.Pdf, DocumentProblem.WrongContent },
        { "", "application/pdf", DocumentFormat.Pdf, DocumentProblem.WrongContent },
        { "%PDF-1.4\n1 0 obj", "application/pdf", DocumentFormat.Pdf, DocumentProblem.Incomplete },
        { "^XA^FDx", "text/plain", DocumentFormat.Zpl, DocumentProblem.Incomplete }
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task What_is_no_whole_document_of_its_format_is_refused(string body, string type, DocumentFormat format, DocumentProblem problem)
    {
        _rig.Http.Then(_ => File(Encoding.ASCII.GetBytes(body), type));
        Assert.Equal(problem, await ProblemAsync(Document(format: format)));
        Assert.Equal(ErrorCodes.LabelDocumentRefused, Assert.Single(_rig.Journal.Exchanges).ErrorCode);
    }

    [Fact]
    public async Task The_journal_has_each_request_with_host_and_length_and_nothing_of_the_link()
    {
        _rig.Http.Then(_ => Redirect("https://api.shipengine.com/v1/downloads/1/AnotherToken/label.pdf")).Then(_ => File(Sample.Pdf));
        var result = await DownloadAsync();
        Assert.Equal([("https://api.shipstation.com/(document)", 302, null), ("https://api.shipengine.com/(document)", 200, $"Pdf, {Sample.Pdf.Length} bytes")], _rig.Journal.Exchanges.Select(e => (e.Path, e.Status, e.ResponseBody)));
        Assert.All([.. _rig.Journal.Exchanges.Select(e => e.ToString()), result.ToString()], text => Assert.DoesNotContain("Token", text, StringComparison.Ordinal));
    }
}
