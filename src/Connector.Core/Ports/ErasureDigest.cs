using System.Security.Cryptography;
using System.Text;

namespace Connector.Core.Ports;

/// <summary>Counts what a store removes when it erases, and computes one digest over it.</summary>
public sealed class ErasureDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _count;

    /// <summary>One thing that lost these parts.</summary>
    public void Add(params ReadOnlySpan<byte[]?> parts)
    {
        _count++;
        foreach (var part in parts) _hash.AppendData(part ?? []);
    }

    public void Add(string text) => Add(Encoding.UTF8.GetBytes(text));

    public ErasedContent ToContent() => new(_count, _count == 0 ? null : Convert.ToHexStringLower(_hash.GetCurrentHash()));

    public void Dispose() => _hash.Dispose();
}
