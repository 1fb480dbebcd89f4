using System.Security.Cryptography;
using System.Text;
using Connector.Operations.Api;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Access;

/// <summary>The operators of the settings, found by their tokens. A token is random and long, so that its plain hash says nothing about it.</summary>
public sealed class KnownOperators(IOptions<OperationsOptions> options)
{
    private const int StampBytes = 8;
    private readonly IReadOnlyList<(OperatorSettings Settings, byte[] Hash)> _operators =
        [.. (options.Value.Operators ?? []).Select(static o => (o, o.TokenHash is { } hash ? Convert.FromHexString(hash) : Hash(o.Token ?? "")))];

    public bool Any => _operators.Count > 0;

    /// <summary>Takes the same time whether and whoever it is.</summary>
    public OperatorIdentity? Find(string token)
    {
        var presented = Hash(token);
        OperatorSettings? found = null;
        foreach (var (settings, hash) in _operators)
            if (CryptographicOperations.FixedTimeEquals(hash, presented)) found = settings;
        return found is null ? null : Identity(found);
    }

    /// <summary>Who signed in before, as the settings have them now; null where they or their token are gone.</summary>
    /// <param name="stamp">As <see cref="StampOf"/> had it at the sign-in.</param>
    public OperatorIdentity? FindByName(string name, string? stamp) =>
        _operators.FirstOrDefault(o => o.Settings.Name.Trim() == name) is ({ } settings, { } hash) && stamp == Stamp(hash) ? Identity(settings) : null;

    /// <summary>Changes with the token.</summary>
    public string? StampOf(string name) => _operators.FirstOrDefault(o => o.Settings.Name.Trim() == name) is (not null, { } hash) ? Stamp(hash) : null;

    /// <summary>What no one knows who does not know the settings.</summary>
    internal IEnumerable<byte[]> Secrets => _operators.Select(static o => o.Hash);

    private static OperatorIdentity Identity(OperatorSettings settings) => new(settings.Name.Trim(), settings.Role) { IsSignedIn = true };
    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
    private static string Stamp(byte[] hash) => Convert.ToHexStringLower(SHA256.HashData(hash).AsSpan(0, StampBytes));
}
