using System.ComponentModel.DataAnnotations;

namespace Connector.Core.Engine.Alerts;

/// <summary>Whom the connector notifies by itself, of what, and when it is quiet. Section "Alerts"; without an address nobody is.</summary>
public sealed class AlertOptions
{
    public const string SectionName = "Alerts";

    /// <summary>Address that gets a POST; it often holds a secret and is never logged.</summary>
    public string? WebhookAddress { get; set; }

    /// <summary>The form of the POST.</summary>
    public AlertFormat WebhookFormat { get; set; }

    /// <summary>E-mail addresses, with commas between them.</summary>
    public string? MailTo { get; set; }

    /// <summary>Sender of the mails; without it, the first of <see cref="MailTo"/>.</summary>
    public string? MailFrom { get; set; }

    /// <summary>Server that takes the mails.</summary>
    public string? SmtpHost { get; set; }

    [Range(1, 65535, ErrorMessage = "Alerts:SmtpPort must be between 1 and 65535.")]
    public int SmtpPort { get; set; } = 587;

    /// <summary>How the connection to the server is protected.</summary>
    public SmtpSecurity SmtpSecurity { get; set; }

    public string? SmtpUser { get; set; }

    public string? SmtpPassword { get; set; }

    /// <summary>More errors than this are a cause; null: none is.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Alerts:ErrorsAbove must be between 0 and 1000000.")]
    public int? ErrorsAbove { get; set; } = 0;

    /// <summary>More orders with a promise that ends soon than this are a cause; null: none is. A broken promise always is.</summary>
    [Range(0, 1_000_000, ErrorMessage = "Alerts:PromisesSoonAbove must be between 0 and 1000000.")]
    public int? PromisesSoonAbove { get; set; }

    /// <summary>A carrier with less than this is a cause; null: balances are not read. In the currency of the account.</summary>
    public decimal? BalanceBelow { get; set; }

    /// <summary>A timer that has not succeeded for so many of its periods is a cause, after five minutes at the earliest.</summary>
    [Range(2, 1000, ErrorMessage = "Alerts:MissedPeriods must be between 2 and 1000.")]
    public int MissedPeriods { get; set; } = 5;

    /// <summary>Of one cause at most one message in so many minutes; what happened meanwhile is summed up in the next.</summary>
    [Range(1, 10_080, ErrorMessage = "Alerts:WindowMinutes must be between 1 and 10080.")]
    public int WindowMinutes { get; set; } = 60;

    /// <summary>What is still so is said again after so many hours.</summary>
    [Range(1, 720, ErrorMessage = "Alerts:RemindHours must be between 1 and 720.")]
    public int RemindHours { get; set; } = 24;

    /// <summary>From this time of day (hh:mm) nothing is sent; null: never quiet.</summary>
    public TimeOnly? QuietFrom { get; set; }

    /// <summary>Until this time of day; may be on the next day.</summary>
    public TimeOnly? QuietTo { get; set; }

    /// <summary>Time zone of these times, as IANA name.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Whether anybody is notified.</summary>
    public bool IsOn => !string.IsNullOrWhiteSpace(WebhookAddress) || !string.IsNullOrWhiteSpace(MailTo);

    /// <summary>What contradicts itself, each with its key; empty when all is well.</summary>
    public IEnumerable<string> Problems()
    {
        if (!string.IsNullOrWhiteSpace(WebhookAddress) && !(Uri.TryCreate(WebhookAddress, UriKind.Absolute, out var address) && (address.Scheme == "https" || address is { Scheme: "http", IsLoopback: true })))
            yield return "Alerts:WebhookAddress must be an address with https.";
        if (!string.IsNullOrWhiteSpace(MailTo) && string.IsNullOrWhiteSpace(SmtpHost)) yield return "Alerts:SmtpHost is required with Alerts:MailTo.";
        if (!string.IsNullOrWhiteSpace(MailTo) && MailTo.Split(',').Any(static a => !a.Contains('@'))) yield return "Alerts:MailTo must be e-mail addresses with commas between them.";
        if (QuietFrom is null != QuietTo is null) yield return "Alerts:QuietFrom and Alerts:QuietTo belong together.";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _)) yield return "Alerts:TimeZone must be an IANA name such as Europe/Berlin.";
    }

    /// <summary>Whether nothing is sent at this instant.</summary>
    public bool IsQuiet(DateTimeOffset now)
    {
        if (QuietFrom is not { } from || QuietTo is not { } to || from == to) return false;
        var time = TimeOnly.FromTimeSpan(TimeZoneInfo.ConvertTime(now, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).TimeOfDay);
        return time.IsBetween(from, to);
    }
}

/// <summary>The form in which a webhook gets an alert.</summary>
public enum AlertFormat
{
    /// <summary>Our own.</summary>
    Json,

    /// <summary>An incoming webhook of Slack.</summary>
    Slack,

    /// <summary>A workflow of Teams: an adaptive card.</summary>
    Teams
}

public enum SmtpSecurity
{
    /// <summary>Plain at first, then encrypted; refused where the server cannot.</summary>
    StartTls,

    /// <summary>Encrypted from the first byte.</summary>
    Tls,

    /// <summary>Not encrypted: for a server on the same machine.</summary>
    None
}
