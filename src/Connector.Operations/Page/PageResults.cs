using System.Globalization;

namespace Connector.Operations.Page;

/// <summary>What a form did, from the address that it led to. Only known words are shown: an address that somebody else wrote says nothing of its own.</summary>
internal static class PageResults
{
    public const string Done = "done";
    public const string Number = "n";

    public static PageResult? Read(HttpRequest request)
    {
        if (!int.TryParse(request.Query[Number].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)) count = 0;
        return Text(request.Query[Done].ToString(), count);
    }

    public static PageResult? Text(string done, int count) => done switch
    {
        "" => null,
        "retry" when count > 0 => new($"Retrying {Errors(count)}. Each order is read again before anything is sent.", true),
        "retry-runs" => new("Nothing was begun: another retry is under way. Wait for it, or cancel it.", false),
        "cancel-retry" => new("Cancelled. What is under way gets its result.", true),
        "override" => new("Set. The order is sent again with this value.", true),
        "override-removed" => new("Removed. The order is sent again with what the shop and the rules say.", true),
        "no-value" => new("Nothing was set: the field cannot have this value.", false),
        "dismiss" when count > 0 => new($"Dismissed {Errors(count)}. Under Resolved this can be undone.", true),
        "undo" when count > 0 => new($"{Errors(count)} put back: sent to the queue again.", true),
        "snooze" when count > 0 => new($"Snoozed {Errors(count)}.", true),
        "wake" when count > 0 => new($"{Errors(count)} open again.", true),
        "note" when count > 0 => new($"Note saved for {Errors(count)}.", true),
        "assign" when count > 0 => new($"Assigned {Errors(count)}.", true),
        "approve" when count > 0 => new($"Approved {Labels(count)}. The connector buys within the caps.", true),
        "dismiss-label" when count > 0 => new($"Dismissed {Labels(count)}.", true),
        "void" when count > 0 => new($"Void requested for {Labels(count)}.", true),
        "release" when count > 0 => new($"Released {Labels(count)}.", true),
        "another" when count > 0 => new($"Asked for {(count == 1 ? "another label" : $"{count} other labels")}.", true),
        "pause" => new("Paused. What waits stays in the queue.", true),
        "resume" => new(count == 0 ? "Resumed." : $"Resumed. {Words.Count(count, "message that waited is", "messages that waited are")} due now.", true),
        "name" => new("Your name is saved in this browser.", true),
        "no-reason" => new("Nothing was dismissed: a reason is required.", false),
        "no-choice" => new("Nothing was done: nothing was selected.", false),
        "no-flow" => new("Nothing was done: there is no work of this name.", false),
        _ => new("Nothing was changed: it may have been retried, dismissed or resolved meanwhile.", false)
    };

    /// <summary>Where the browser goes after a form.</summary>
    public static string Address(string back, string done, int count) =>
        PageAddress.With(PageAddress.With(PageAddress.Back(back), Done, done), Number, count.ToString(CultureInfo.InvariantCulture));

    private static string Errors(int count) => Words.Count(count, "error", "errors");
    private static string Labels(int count) => Words.Count(count, "label", "labels");
}
