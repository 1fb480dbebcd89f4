using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>Labels as text of at most 80 columns.</summary>
internal static class LabelText
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, LabelList list, bool isWhole)
    {
        if (list.Labels.Count == 0)
        {
            output.WriteLine(isWhole ? "No labels yet." : "No label matches the filters.");
            if (isWhole) output.WriteLine("Next: connector labels propose, to see what the rules would buy.");
            return;
        }
        Row(output, "Order", "State", "Service", "Price");
        foreach (var label in list.Labels)
        {
            Row(output, label.OrderNumber, label.Status, label.ServiceCode ?? label.Code ?? "", (label.Cost ?? label.Price) is { } amount ? Money(amount, label.Currency) : "");
            if (label.State is LabelState.Proposed or LabelState.Refused or LabelState.Unknown or LabelState.VoidProposed or LabelState.Waiting && label.Reason is { } reason) CliText.Wrap(output, reason, Indent);
        }
        if (list.More is not null) output.WriteLine("There are more; use --take or a filter.");
        output.WriteLine(string.Join(", ", Enum.GetValues<LabelState>().Where(state => list.Counts.GetValueOrDefault(state.ToString()) > 0)
            .Select(state => $"{DisplayNames.Status(state).ToLowerInvariant()} {list.Counts[state.ToString()]}")) + ".");
        output.WriteLine(list.Counts.GetValueOrDefault(nameof(LabelState.Proposed)) > 0 ? "Next: connector labels show <order>, connector labels approve <order> or --all" : "Next: connector labels show <order>");
    }

    public static void Describe(TextWriter output, LabelDetail detail)
    {
        var label = detail.Label;
        output.WriteLine($"{label.OrderNumber}: {label.Status}");
        Fact("Label", label.Id);
        Fact("Account", label.Location.Length == 0 ? label.Account : $"{label.Account}, location {label.Location}");
        if (label.BatchId is { } batch) Fact("Batch", batch);
        if (label.HasDocument) Fact("Document", $"connector labels print {label.OrderNumber}");
        History(output, detail.History);
        if (label.Actions.Count > 0) output.WriteLine($"Next: connector labels {string.Join(" | ", label.Actions)} {label.OrderNumber}");

        void Fact(string name, string text) => CliText.Wrap(output, $"{name + ":",-10}{text}", Indent, "            ");
    }

    /// <summary>How it was chosen and what happened; also a part of the history of an order.</summary>
    public static void History(TextWriter output, LabelHistory history)
    {
        if (history.Rule is { } rule) CliText.Wrap(output, $"Rule:     {rule}", Indent, "            ");
        if (history.Choice is { } choice) CliText.Wrap(output, $"Choice:   {choice}", Indent, "            ");
        foreach (var offer in history.Offers) CliText.Wrap(output, $"Offer:    {offer}", Indent, "            ");
        foreach (var e in history.Events) CliText.Wrap(output, $"{e.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture)}  {e.Text}", Indent, "                       ");
    }

    public static string Money(decimal amount, string? currency) => string.Create(CultureInfo.InvariantCulture, $"{amount:#,0.00} {currency}").TrimEnd();

    private static void Row(TextWriter output, string order, string state, string service, string price) =>
        output.WriteLine($"{CliText.Cut(order, 20),-20}  {CliText.Cut(state, 15),-15}  {CliText.Cut(service, 25),-25}  {CliText.Cut(price, 12),12}".TrimEnd());
}
