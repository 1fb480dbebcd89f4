using System.CommandLine;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Core.Ports;
using Connector.Core.Ports.Labels;
using Connector.Local.Hosting;

namespace Connector.Local.Cli;

/// <summary>Labels as people name them: by the number of the order, or by their ID.</summary>
internal static class LabelChoice
{
    /// <param name="least">How many must be given.</param>
    public static Argument<string[]> Argument(int least) => new("labels") { Description = "Order numbers, or IDs of labels.", Arity = new ArgumentArity(least, 1000) };

    /// <summary>Oldest first; empty when there are none.</summary>
    public static async Task<IReadOnlyList<LabelRow>> FindAsync(ConnectorApp app, string name, CancellationToken cancellationToken)
    {
        if (name.Contains('/', StringComparison.Ordinal)) return await app.Get<LabelDesk>().FindAsync(name, cancellationToken) is { } row ? [row] : [];
        var orders = (await app.Get<ISyncStore>().FindByNumberAsync(name, cancellationToken)).Select(static r => r.OrderId).Distinct(StringComparer.Ordinal).ToList();
        if (orders.Count == 0) return [];
        var rows = await app.Get<ILabelStore>().GetAsync(orders, cancellationToken);
        return [.. rows.Where(row => row.OrderNumber == name || row.ShippingNumber == name).OrderBy(static row => row.CreatedAt).ThenBy(static row => row.Id, StringComparer.Ordinal)];
    }

    public static async Task<int> MissingAsync(CliContext context, string name)
    {
        await context.Error.WriteLineAsync($"There is no label for {name}. See: connector labels list");
        return ExitCodes.NeedsAttention;
    }
}
