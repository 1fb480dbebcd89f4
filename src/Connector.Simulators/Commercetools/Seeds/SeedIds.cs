using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Connector.Simulators.Commercetools.Seeds;

/// <summary>Ids that are the same in each run: hashes of what they name, in the form of random UUIDs.</summary>
internal static class SeedIds
{
    private static readonly ConcurrentDictionary<string, string> Known = new(StringComparer.Ordinal);

    public static string Uuid(string scope, long number) => Uuid(string.Create(CultureInfo.InvariantCulture, $"{scope}/{number}"));

    /// <summary>The same for the few names that come again and again.</summary>
    public static string Fixed(string name) => Known.GetOrAdd(name, static n => Uuid(n));

    public static string Uuid(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(name), hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true).ToString("D");
    }
}
