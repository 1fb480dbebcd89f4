using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;

namespace Connector.Operations.Access;

/// <summary>
/// Encrypts and signs sign-ins and forms with a key that follows from the connector's own secrets: every instance has the same one, a restart keeps it, nothing is written to a disk, and a
/// changed secret ends what was signed before (docs/adr/0029).
/// </summary>
internal sealed class DerivedProtection(byte[] secret, string purpose = "connector") : IDataProtector
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int KeyBytes = 32;
    private readonly byte[] _key = HKDF.DeriveKey(HashAlgorithmName.SHA256, secret, KeyBytes, info: Encoding.UTF8.GetBytes(purpose));

    public IDataProtector CreateProtector(string purpose1) => new DerivedProtection(secret, $"{purpose}\0{purpose1}");

    public byte[] Protect(byte[] plaintext)
    {
        var whole = new byte[NonceBytes + plaintext.Length + TagBytes];
        RandomNumberGenerator.Fill(whole.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Encrypt(whole.AsSpan(0, NonceBytes), plaintext, whole.AsSpan(NonceBytes, plaintext.Length), whole.AsSpan(NonceBytes + plaintext.Length));
        return whole;
    }

    /// <summary>Throws <see cref="CryptographicException"/> for what is not ours, or was changed.</summary>
    public byte[] Unprotect(byte[] protectedData)
    {
        var length = protectedData.Length - NonceBytes - TagBytes;
        if (length < 0) throw new CryptographicException("Too short.");
        var plain = new byte[length];
        using var cipher = new AesGcm(_key, TagBytes);
        cipher.Decrypt(protectedData.AsSpan(0, NonceBytes), protectedData.AsSpan(NonceBytes, length), protectedData.AsSpan(NonceBytes + length), plain);
        return plain;
    }
}
