using System.Text;
using Connector.Core.Engine.Alerts;
using Microsoft.Extensions.Options;

namespace Connector.Local.Alerts;

/// <summary>A POST to an address of the merchant's. The address often is the secret: nothing logs it, and no trace has it.</summary>
internal sealed class WebhookChannel(IOptions<AlertOptions> options) : IAlertChannel, IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    // Without a propagator the handler makes no activity, in which the address would stand.
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null }) { Timeout = s_patience };

    public string Name => "webhook";

    public bool IsOn => !string.IsNullOrWhiteSpace(options.Value.WebhookAddress);

    public async Task SendAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        using var body = new StringContent(AlertBodies.Write(message, options.Value.WebhookFormat), Encoding.UTF8, "application/json");
        try
        {
            using var response = await _http.PostAsync(options.Value.WebhookAddress, body, cancellationToken);
            if (!response.IsSuccessStatusCode) throw new AlertFailedException($"it responded with {(int)response.StatusCode}");
        }
        catch (HttpRequestException e)
        {
            throw new AlertFailedException($"no connection ({e.HttpRequestError})", e);
        }
        catch (TaskCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new AlertFailedException("no response in time", e);
        }
    }

    public void Dispose() => _http.Dispose();
}
