using Connector.Commercetools;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>How far this machine's clock is from the vendor's. Tokens, batches and windows go by it.</summary>
internal sealed class ClockCheck(IHttpClientFactory http, IOptions<CommercetoolsOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>No answer, or one without a date, is no finding: other checks tell of an address that does not answer.</summary>
    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = http.CreateClient("commercetools");
            using var response = await client.GetAsync(new Uri(options.Value.AuthorizationBaseAddress), HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.Headers.Date is not { } reported) return;
            var skew = clock.GetUtcNow() - reported;
            var text = $"{Math.Abs(skew.TotalSeconds):0} s {(skew < TimeSpan.Zero ? "behind" : "ahead of")} commercetools";
            if (skew.Duration() > Tolerated) findings.Warn("clock", "skew", text, "Switch on time synchronisation (NTP) on this machine.");
            else findings.Ok("clock", "skew", text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
        }
    }
}
