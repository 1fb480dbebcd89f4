using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Tests.ShipStation.Doubles;

/// <summary>Signs deliveries as ShipStation does, with a key of its own.</summary>
internal sealed class Signer(string keyId = "key-2026-a", int bits = 2048) : IDisposable
{
    private readonly RSA _rsa = RSA.Create(bits);

    public string KeyId => keyId;

    /// <summary>The public key as a member of a key set.</summary>
    public string Jwk
    {
        get
        {
            var key = _rsa.ExportParameters(includePrivateParameters: false);
            return $$"""{"kty":"RSA","use":"sig","alg":"RS256","kid":"{{keyId}}","n":"{{Base64Url.EncodeToString(key.Modulus)}}","e":"{{Base64Url.EncodeToString(key.Exponent)}}"}""";
        }
    }

    public static string SetOf(params Signer[] signers) => $$"""{"keys":[{{string.Join(',', signers.Select(s => s.Jwk))}}]}""";

    public static string TimeOf(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    /// <summary>The three headers of a delivery.</summary>
    public (string Name, string Value)[] Sign(byte[] body, DateTimeOffset at) => Sign(body, TimeOf(at));

    public (string Name, string Value)[] Sign(byte[] body, string timestamp)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp + "."), .. body];
        var signature = _rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return [("x-shipengine-rsa-sha256-key-id", keyId), ("x-shipengine-rsa-sha256-signature", Convert.ToBase64String(signature)), ("x-shipengine-timestamp", timestamp)];
    }

    public void Dispose() => _rsa.Dispose();
}
