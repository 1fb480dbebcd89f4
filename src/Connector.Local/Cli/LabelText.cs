using System.Globalization;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Ports.Labels;
using Connector.Operations.Api;

namespace Connector.Local.Cli;

/// <summary>Labels as text of at most 80 columns.</summary>
internal static class LabelText
{
    private const string Indent = "  ";

    public static void Write(TextWriter output, LabelPage page, IReadOnlyDictionary<LabelState, long> counts, bool isWhole)
    {
        if (page.Rows.Count == 0)
        {
            output.WriteLine(isWhole ? "No labels yet." : "No label matches the filters.");
            if (isWhole) output.WriteLine("Next: connector labels propose, to see what the rules would buy.");
            return;
        }
        Row(output, "Order", "State", "Service", "Price");
        foreach (var row in page.Rows)
        {
            Row(output, row.OrderNumber, DisplayNames.Status(row.State), row.Intent is { } intent ? intent.ServiceCode : row.Code ?? "", Amount(row));
            if (row.State is LabelState.Proposed or LabelState.Refused or LabelState.Unknown or LabelState.VoidProposed or LabelState.Waiting && row.Reason is { } reason) CliText.Wrap(output, reason, Indent);
        }
        if (page.Next is not null) output.WriteLine("There are more; use --take or a filter.");
        output.WriteLine(string.Join(", ", counts.Where(static c => c.Value > 0).OrderBy(static c => c.Key).Select(static c => $"{DisplayNames.Status(c.Key).ToLowerInvariant()} {c.Value}")) + ".");
        output.WriteLine(counts.GetValueOrDefault(LabelState.Proposed) > 0 ? "Next: connector labels show <order>, connector labels approve <order> or --all" : "Next: connector labels show <order>");
    }

    public static void Describe(TextWriter output, LabelRow row, DateTimeOffset now)
    {
        output.WriteLine($"{row.OrderNumber}: {DisplayNames.Status(row.State)}");
        Fact("Label", row.Id);
        Fact("Account", row.Location.Length == 0 ? row.Account : $"{row.Account}, location {row.Location}");
        if (row.BatchId is { } batch) Fact("Batch", batch);
        if (row.Purchase?.DocumentId is not null) Fact("Document", $"{row.Purchase.Format ?? "kept"}: connector labels print {row.OrderNumber}");
        History(output, LabelHistory.From(row));
        var actions = LabelDesk.ActionsFor(row, now);
        if (actions.Count > 0) output.WriteLine($"Next: connector labels {string.Join(" | ", actions)} {row.OrderNumber}");

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

    private static string Amount(LabelRow row) =>
        row.Purchase is { } bought ? Money(bought.Cost + bought.InsuranceCost, bought.Currency) : row.Intent is { } intent ? Money(intent.Price, intent.Currency) : "";

    private static void Row(TextWriter output, string order, string state, string service, string price) =>
        output.WriteLine($"{CliText.Cut(order, 20),-20}  {CliText.Cut(state, 15),-15}  {CliText.Cut(service, 25),-25}  {CliText.Cut(price, 12),12}".TrimEnd());
}
