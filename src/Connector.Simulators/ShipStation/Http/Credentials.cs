using System.Text;

namespace Connector.Simulators.ShipStation.Http;

/// <summary>HTTP Basic with the account's one key pair.</summary>
internal sealed class Credentials(string key, string secret)
{
    private readonly string _expected = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{key}:{secret}"));

    public bool Match(string? authorization) =>
        authorization is not null
        && authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
        && string.Equals(authorization["Basic ".Length..].Trim(), _expected, StringComparison.Ordinal);
}
