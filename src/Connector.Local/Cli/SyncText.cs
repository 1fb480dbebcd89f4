using System.Globalization;

namespace Connector.Local.Cli;

/// <summary>What a pass did, for people.</summary>
internal static class SyncText
{
    /// <param name="errors">All that need attention now.</param>
    public static void Write(TextWriter output, SyncReport report, long errors)
    {
        Facts(output, report, errors);
        CliText.Next(output, errors > 0 ? "connector errors list" : report.Created + report.Updated + report.Cancelled > 0 ? "connector run keeps both sides in sync from now on" : "connector reconcile compares both sides");
    }

    public static void Facts(TextWriter output, SyncReport report, long errors)
    {
        Line("Orders", (report.Pulled, "read"), (report.Created, "created"), (report.Updated, "updated"), (report.Cancelled, "cancelled"), (report.Unchanged, "known already"), (report.Skipped, "not for shipping"));
        Line("Shipments", (report.ShipmentsRecorded, "written to the shop"), (report.ShipmentsVoided, "voided"), (report.AddressesChecked, "addresses checked"));
        Line("Failed", (report.MovedToErrors, "in this run"), (report.RetryScheduled, "to be tried again"), (errors, "need attention in all"));
        Line("API calls", (report.ShipStationCalls, "to ShipStation"), (report.CommercetoolsCalls, "to commercetools"), (report.RateLimited, "over the limit"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Time       {report.ElapsedMs / 1000.0:0.0} s"));

        void Line(string name, params ReadOnlySpan<(long Count, string What)> facts)
        {
            var texts = new List<string>();
            foreach (var (count, what) in facts) if (count > 0) texts.Add($"{CliText.Number(count)} {what}");
            CliText.Wrap(output, $"{name,-10} {(texts.Count == 0 ? "none" : string.Join(", ", texts))}", "", "           ");
        }
    }

    /// <param name="left">Orders that wait in the queue.</param>
    public static void Stopped(TextWriter error, SyncReport report, long left)
    {
        var sent = report.Created + report.Updated + report.Cancelled;
        CliText.Wrap(error, $"Stopped. {CliText.Count(sent, "order")} {(sent == 1 ? "was" : "were")} sent; {CliText.Number(left)} wait in the queue. Nothing is locked and nothing is lost. Run connector sync again to continue.", "");
    }
}
