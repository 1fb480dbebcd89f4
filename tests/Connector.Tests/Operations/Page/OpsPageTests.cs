using System.Net;
using System.Text.RegularExpressions;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Shipping;
using Connector.Operations.Api;
using Connector.Tests.Operations.Api;
using Xunit;

namespace Connector.Tests.Operations.Page;

public sealed partial class OpsPageTests : IAsyncLifetime
{
    private OperationsHost _host = null!;

    public async Task InitializeAsync() => _host = await OperationsHost.StartAsync();
    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task The_page_and_all_that_it_loads_are_there()
    {
        var wanted = new Queue<string>(["/ops"]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (wanted.TryDequeue(out var path))
        {
            if (!seen.Add(path)) continue;
            using var response = await _host.Http.GetAsync(path);
            Assert.Equal((path, HttpStatusCode.OK), (path, response.StatusCode));
            Assert.Equal(path == "/ops" ? "text/html" : path.EndsWith(".css", StringComparison.Ordinal) ? "text/css" : "text/javascript", response.Content.Headers.ContentType?.MediaType);
            foreach (Match link in Links().Matches(await response.Content.ReadAsStringAsync()))
                wanted.Enqueue(link.Groups["file"].Value.StartsWith('/') ? link.Groups["file"].Value : "/ops/" + link.Groups["file"].Value[2..]);
        }
        Assert.Equal(["/ops", "/ops/dom.js", "/ops/errors.js", "/ops/health.js", "/ops/key.js", "/ops/labels.js", "/ops/ops.css", "/ops/ops.js", "/ops/trace.js", "/ops/words.js"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Nothing_comes_from_foreign_and_nothing_shown_can_become_markup()
    {
        foreach (var path in new[] { "/ops", "/ops/ops.css", "/ops/ops.js", "/ops/dom.js", "/ops/errors.js", "/ops/health.js", "/ops/key.js", "/ops/labels.js", "/ops/trace.js", "/ops/words.js" })
        {
            using var response = await _host.Http.GetAsync(path);
            var text = await response.Content.ReadAsStringAsync();
            var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
            Assert.StartsWith("default-src 'none'; script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.DoesNotMatch("https?://|innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|style=\"|<script>| on[a-z]+=\"", text);
        }
    }

    [Fact]
    public async Task The_page_knows_every_kind_of_failure_by_the_name_that_the_server_gives()
    {
        var words = await _host.Http.GetStringAsync("/ops/words.js");
        Assert.All(Enum.GetValues<FailureKind>(), kind => Assert.Contains($"{kind}: \"{DisplayNames.Reason(kind)}\"", words, StringComparison.Ordinal));
        Assert.All(Enum.GetValues<SyncStatus>(), status => Assert.Contains($"{status.ToString().ToLowerInvariant()}: \"{DisplayNames.Status(status)}\"", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_knows_every_state_of_a_label_by_the_name_that_the_server_gives()
    {
        var words = await _host.Http.GetStringAsync("/ops/words.js");
        Assert.All(Enum.GetValues<LabelState>(), state => Assert.Contains($"{state}: \"{DisplayNames.Status(state)}\"", words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_page_says_neither_replay_nor_discard()
    {
        foreach (var path in new[] { "/ops", "/ops/dom.js", "/ops/errors.js", "/ops/health.js", "/ops/labels.js", "/ops/trace.js", "/ops/words.js" })
            Assert.DoesNotMatch("(?i)replay|discard|dead letter|\\btold\\b|waits for a person", await _host.Http.GetStringAsync(path));
    }

    [Fact]
    public async Task Other_names_under_the_page_are_not_found()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/ops/connector.dll")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.GetAsync("/ops/..%2Fappsettings.json")).Status);
    }

    [GeneratedRegex("""(?:(?:href|src)="(?<file>/ops/[^"]+)"|from "(?<file>\./[^"]+)")""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Links();
}
