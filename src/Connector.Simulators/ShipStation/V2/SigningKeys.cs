using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connector.Simulators.ShipStation.Http;

namespace Connector.Simulators.ShipStation.V2;

/// <summary>The key with which V2 deliveries are signed, and the set in which its public half is shown. A rotated key stays in the set.</summary>
internal sealed class SigningKeys : IDisposable
{
    private const int Bits = 2048;

    private readonly Lock _gate = new();
    private readonly List<(string Id, RSA Key)> _keys = [];

    public SigningKeys() => Rotate();

    /// <summary>Signs with a new key from now on; returns its id.</summary>
    public string Rotate()
    {
        lock (_gate)
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"sim-{_keys.Count + 1}-{Guid.NewGuid():N}");
            _keys.Add((id, RSA.Create(Bits)));
            return id;
        }
    }

    /// <summary>The three headers of a delivery.</summary>
    public IReadOnlyList<(string Name, string Value)> Sign(ReadOnlySpan<byte> body, DateTimeOffset at)
    {
        var timestamp = at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        lock (_gate)
        {
            var (id, key) = _keys[^1];
            var signature = key.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return
            [
                ("x-shipengine-rsa-sha256-key-id", id), ("x-shipengine-rsa-sha256-signature", Convert.ToBase64String(signature)), ("x-shipengine-timestamp", timestamp)
            ];
        }
    }

    /// <summary>GET /jwks: needs no key.</summary>
    public Response Show()
    {
        lock (_gate)
        {
            return Response.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("keys");
                foreach (var (id, key) in _keys)
                {
                    var shown = key.ExportParameters(includePrivateParameters: false);
                    writer.WriteStartObject();
                    writer.WriteString("kty", "RSA");
                    writer.WriteString("use", "sig");
                    writer.WriteString("alg", "RS256");
                    writer.WriteString("kid", id);
                    writer.WriteString("n", Base64Url.EncodeToString(shown.Modulus));
                    writer.WriteString("e", Base64Url.EncodeToString(shown.Exponent));
                    writer.WriteEndObject();
                }
                writer.WriteEndArray();
                writer.WriteEndObject();
            });
        }
    }

    public void Dispose()
    {
        foreach (var (_, key) in _keys) key.Dispose();
    }
}
