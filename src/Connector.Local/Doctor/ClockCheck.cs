using Connector.Commercetools;
using Microsoft.Extensions.Options;

namespace Connector.Local.Doctor;

/// <summary>The difference between the clock of this machine and that of the vendor. Tokens, batches and API limits depend on it.</summary>
internal sealed class ClockCheck(IHttpClientFactory http, IOptions<CommercetoolsOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Tolerated = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>No response, or one without a date, is no finding: other checks report an address that does not respond.</summary>
    public async Task RunAsync(Findings findings, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var client = http.CreateClient("commercetools");
            using var response = await client.GetAsync(new Uri(options.Value.AuthorizationBaseAddress), HttpCompletionOption.ResponseHeadersRead, both.Token);
            if (response.Headers.Date is not { } reported) return;
            var difference = clock.GetUtcNow() - reported;
            var text = $"{Math.Abs(difference.TotalSeconds):0} s {(difference < TimeSpan.Zero ? "behind" : "ahead of")} commercetools";
            if (difference.Duration() > Tolerated) findings.Warn("clock", "clock difference", text, "Switch on time synchronisation (NTP) on this machine.");
            else findings.Ok("clock", "clock difference", text);
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
        }
    }
}
