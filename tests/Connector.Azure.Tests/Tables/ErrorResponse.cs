using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Connector.Azure.Tests.Tables;

/// <summary>A refusal as the service writes it. It can be read after it was disposed: the client makes its exception then.</summary>
internal sealed class ErrorResponse(int status, string code) : Response
{
    public override int Status => status;
    public override string ReasonPhrase => code;

    public override Stream? ContentStream { get; set; } = new MemoryStream(
        Encoding.UTF8.GetBytes($"{{\"odata.error\":{{\"code\":\"{code}\",\"message\":{{\"value\":\"An error for a test.\"}}}}}}"));

    public override string ClientRequestId { get; set; } = "";
    public override void Dispose() { }

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value) => (value = null) is not null;
    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values) => (values = null) is not null;
    protected override bool ContainsHeader(string name) => false;
    protected override IEnumerable<HttpHeader> EnumerateHeaders() => [];
}
