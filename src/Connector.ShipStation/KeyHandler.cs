using Connector.Http;

namespace Connector.ShipStation;

/// <summary>Puts the key of the call's account on the request.</summary>
internal sealed class KeyHandler : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (ApiCall.From(request)?.Api is ShipStationClient account)
        {
            var (name, value) = account.Credentials;
            request.Headers.Remove(name);
            request.Headers.Add(name, value);
        }
        return base.SendAsync(request, cancellationToken);
    }
}
