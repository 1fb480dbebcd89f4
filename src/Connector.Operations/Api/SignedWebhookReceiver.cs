using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Operations.Api;

/// <summary>
/// Takes signed webhook notifications. Cheap checks come first, then the body up to a limit, the signature, and whether it was taken before. Only when the notification is safe on the
/// queue is it marked as taken: a crash in between, or two copies at one instant, queue it twice, which is harmless; nothing leaves it marked but not queued.
/// </summary>
public sealed partial class SignedWebhookReceiver(
    IServiceProvider services, IWebhookSecrets secrets, IWorkQueue queue, ISeenNotifications seen, IIdSource ids, TimeProvider clock, ILogger<SignedWebhookReceiver> log)
{
    /// <summary>The notification of a parcel carries its events.</summary>
    private const int MaxBody = 256 * 1024;
    private const int MaxIdLength = 48;

    /// <summary>Null in a host whose shipping side signs nothing.</summary>
    private readonly ISignedNotifications? _signed = services.GetService<ISignedNotifications>();

    internal bool IsClaimed(HttpContext http) => _signed?.IsClaimed(HeaderOf(http)) == true;

    /// <summary>The account that the single word of an address names: the word may also be the default account's secret.</summary>
    internal string AccountOf(string word, string defaultAccount) => secrets.IsGenuine(defaultAccount, word) ? defaultAccount : word;

    /// <summary>200 means that the notification is safe on the queue, or was so before.</summary>
    /// <param name="secret">Where the address carries one it must be genuine as well; null where it does not.</param>
    internal async Task<IResult> TakeAsync(HttpContext http, string account, string? secret)
    {
        if (secret is not null && !secrets.IsGenuine(account, secret)) return Problems.Nothing();
        var header = HeaderOf(http);
        if (_signed!.Screen(account, header) is { } refusal) return Refused(refusal, account);
        if (await BoundedBody.ReadAsync(http.Request, MaxBody, http.RequestAborted) is not { } body)
            return Problems.Create(StatusCodes.Status413PayloadTooLarge, $"The body must have at most {MaxBody} bytes.");
        var reading = await _signed.ReadAsync(account, header, body, http.RequestAborted);
        if (reading.Notification is not { } notification) return Refused(reading.Refusal ?? SignedRefusal.Unreadable, account);
        try
        {
            var known = false;
            await Promptly.RunAsync(
                async stop =>
                {
                    known = await seen.IsSeenAsync(notification.Id, stop);
                    if (!known) await queue.SendAsync(QueueNames.Shipments, [Message(account, notification)], null, stop);
                },
                clock);
            if (known) return TypedResults.Ok();
        }
        catch (Exception e)
        {
            Log.NotQueued(log, e, account);
            return Problems.Create(StatusCodes.Status503ServiceUnavailable, "The notification could not be queued. Send it again.");
        }
        await MarkAsync(account, notification);
        return TypedResults.Ok();
    }

    private WorkMessage Message(string account, SignedNotification notification) => new()
    {
        // Copies of one delivery have one id.
        Type = MessageTypes.WebhookNotification, Id = notification.Id.Length <= MaxIdLength ? notification.Id : notification.Id[^MaxIdLength..], Reason = "signed webhook", CorrelationId = ids.New(),
        EnqueuedAt = clock.GetUtcNow(), Account = account, ResourceUrl = notification.ResourceUrl, ResourceType = notification.ResourceType, Tracking = notification.Tracking
    };

    private async Task MarkAsync(string account, SignedNotification notification)
    {
        try
        {
            await Promptly.RunAsync(stop => seen.MarkAsync(notification.Id, notification.Until, stop), clock);
        }
        catch (Exception e)
        {
            // It is queued: a copy would be queued once more, and that is all.
            Log.NotMarked(log, e, account);
        }
    }

    private ProblemResult Refused(SignedRefusal refusal, string account)
    {
        if (refusal != SignedRefusal.UnknownSender) Log.Refused(log, account, refusal);
        return refusal switch
        {
            SignedRefusal.UnknownSender => Problems.Nothing(),
            SignedRefusal.OutOfTime => Problems.Create(StatusCodes.Status400BadRequest, "The timestamp is too far from the current time."),
            SignedRefusal.Forged => Problems.Create(StatusCodes.Status401Unauthorized, "The signature is not valid."),
            SignedRefusal.KeysUnavailable => Problems.Create(StatusCodes.Status503ServiceUnavailable, "The signature cannot be checked at the moment. Send it again."),
            _ => Problems.Create(StatusCodes.Status400BadRequest, "The body must be a JSON object with resource_url and resource_type.")
        };
    }

    private static Func<string, string?> HeaderOf(HttpContext http) =>
        name => http.Request.Headers.TryGetValue(name, out var values) && values.Count > 0 ? values.ToString() : null;

    private static partial class Log
    {
        [LoggerMessage(311, LogLevel.Error, "A signed notification for account {Account} could not be queued")]
        public static partial void NotQueued(ILogger logger, Exception exception, string account);

        [LoggerMessage(312, LogLevel.Warning, "A signed notification for account {Account} is queued but could not be marked as taken")]
        public static partial void NotMarked(ILogger logger, Exception exception, string account);

        [LoggerMessage(313, LogLevel.Warning, "A signed notification for account {Account} was refused: {Refusal}")]
        public static partial void Refused(ILogger logger, string account, SignedRefusal refusal);
    }
}
