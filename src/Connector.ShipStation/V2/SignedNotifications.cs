using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Connector.Core.Model.Shipping;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.ShipStation.V2;

/// <summary>
/// Signed V2 deliveries: RSA over SHA-256 (PKCS #1 v1.5) of the timestamp, a dot and the body's bytes as they came. A genuine signature proves that ShipStation
/// sent it, not for whom: any of its customers can have it call our address. So what a notification says counts only for labels that are known here (docs/adr/0013).
/// </summary>
internal sealed class SignedNotifications(
    IReadOnlyList<string> names, IOptionsMonitor<ShipStationOptions> options, IHttpClientFactory http, TimeProvider clock) : ISignedNotifications, IDisposable
{
    /// <summary>How far a delivery's time may lie from ours, either way.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    private const string KeyIdHeader = "x-shipengine-rsa-sha256-key-id";
    private const string SignatureHeader = "x-shipengine-rsa-sha256-signature";
    private const string TimestampHeader = "x-shipengine-timestamp";

    /// <summary>A signature of the longest key that is taken, in base64, has 1368.</summary>
    private const int MaxSignature = 1400;
    private const int MaxKeyId = 200;
    private const int MaxTimestamp = 40;
    private const int MaxUrl = 2048;
    private const int MaxType = 100;

    private readonly ConcurrentDictionary<string, WebhookKeys> _keys = new(StringComparer.Ordinal);

    public bool IsClaimed(Func<string, string?> header) => header(SignatureHeader) is not null || header(KeyIdHeader) is not null;

    public SignedRefusal? Screen(string account, Func<string, string?> header)
    {
        if (!names.Contains(account, StringComparer.Ordinal)) return SignedRefusal.UnknownSender;
        if (header(KeyIdHeader) is not { Length: > 0 and <= MaxKeyId } || header(SignatureHeader) is not { Length: > 0 and <= MaxSignature }) return SignedRefusal.UnknownSender;
        if (header(TimestampHeader) is not { Length: > 0 and <= MaxTimestamp } timestamp) return SignedRefusal.UnknownSender;
        return TryReadTime(timestamp, out var at) && (clock.GetUtcNow() - at).Duration() <= Window ? null : SignedRefusal.OutOfTime;
    }

    public async Task<SignedNotificationResult> ReadAsync(string account, Func<string, string?> header, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        if (Screen(account, header) is { } refusal) return new SignedNotificationResult(null, refusal);
        var timestamp = header(TimestampHeader)!;
        var signature = new byte[MaxSignature];
        if (!Convert.TryFromBase64String(header(SignatureHeader)!, signature, out var length)) return new SignedNotificationResult(null, SignedRefusal.Forged);
        var (key, asked) = await KeysOf(account).FindAsync(header(KeyIdHeader)!, cancellationToken);
        if (key is null) return new SignedNotificationResult(null, asked ? SignedRefusal.Forged : SignedRefusal.KeysUnavailable);
        var hash = Hash(timestamp, body.Span);
        if (!IsGenuine(key.Value, hash, signature.AsSpan(0, length))) return new SignedNotificationResult(null, SignedRefusal.Forged);
        TryReadTime(timestamp, out var at);
        return Read(account, body, hash, at);
    }

    public void Dispose()
    {
        foreach (var keys in _keys.Values) keys.Dispose();
    }

    /// <summary>What a genuine delivery says.</summary>
    internal SignedNotificationResult Read(string account, ReadOnlyMemory<byte> body, byte[] hash, DateTimeOffset at)
    {
        WireSignedNotification? notification;
        try
        {
            notification = JsonSerializer.Deserialize(body.Span, V2Json.Default.WireSignedNotification);
        }
        catch (JsonException)
        {
            notification = null;
        }
        if (notification is not { ResourceUrl: { Length: > 0 and <= MaxUrl } url, ResourceType: { Length: > 0 and <= MaxType } type })
            return new SignedNotificationResult(null, SignedRefusal.Unreadable);
        // The delivery, not the signature's text, names the notification: base64 can be written in more than one way.
        var id = $"{account}:{Convert.ToHexStringLower(hash)}";
        return new SignedNotificationResult(new SignedNotification(id, at + Window, url, type, Tracking(account, notification, at)), null);
    }

    /// <summary>Null for notifications of other kinds, and for one whose data cannot be read: then it is a hint only.</summary>
    private TrackingReading? Tracking(string account, WireSignedNotification notification, DateTimeOffset at)
    {
        if (new V2ResourceGuard(options.Get(account).V2BaseAddress).PointerOf(notification.ResourceUrl) is not { Subject: NotificationSubject.Parcel, ShipmentId: var id }) return null;
        try
        {
            return notification.Data.ValueKind == JsonValueKind.Object && notification.Data.Deserialize(V2Json.Default.WireTracking) is { } reported
                ? TrackingFromWire.Map(reported, account, id, at)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private WebhookKeys KeysOf(string account) =>
        _keys.GetOrAdd(options.Get(account).WebhookKeysAddress, address => new WebhookKeys(new Uri(address), http, clock));

    private static byte[] Hash(string timestamp, ReadOnlySpan<byte> body)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(timestamp));
        hash.AppendData("."u8);
        hash.AppendData(body);
        return hash.GetHashAndReset();
    }

    private static bool IsGenuine(RSAParameters key, byte[] hash, ReadOnlySpan<byte> signature)
    {
        try
        {
            using var rsa = RSA.Create(key);
            return rsa.VerifyHash(hash, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Without an offset a time is UTC.</summary>
    private static bool TryReadTime(string text, out DateTimeOffset at) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
