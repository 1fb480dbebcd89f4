using Connector.Core.Flows.Reconcile;
using Connector.Core.Ports;
using Microsoft.Extensions.Options;

namespace Connector.Operations.Api;

/// <summary>Compares both sides on demand, for the command line of another machine. A store that cannot be read gives 503.</summary>
public sealed class ReconciliationApi(ReconciliationRun run, IOptions<ReconciliationOptions> options, IJournal journal, TimeProvider clock, ILogger<ReconciliationApi> log)
{
    /// <summary>Body: {"from": "...", "to": "...", "fix": true}, all optional. What is repaired is queued; the connector works on it.</summary>
    public Task<IResult> RunAsync(HttpRequest request) => SafeResponse.CreateAsync(request, log, async stop =>
    {
        var (wish, problem) = await JsonBody.ReadAsync(request, OperationsJson.Default.ReconcileWish, "{\"from\": \"...\", \"to\": \"...\", \"fix\": false}", stop);
        if (problem is not null) return problem;
        var from = (wish?.From ?? clock.GetUtcNow().AddDays(-options.Value.Days)).ToUniversalTime();
        var to = wish?.To?.ToUniversalTime();
        if (from >= (to ?? clock.GetUtcNow())) return Problems.Field("from", "must be before to.");
        var scope = new ReconciliationScope(from, to, wish?.Fix == true, TimeSpan.Zero) { ApplyRuleChanges = options.Value.ApplyRuleChanges };
        try
        {
            return Response.Ok(ReconciliationView.Create(await run.RunAsync(scope, null, stop)));
        }
        catch (Core.Model.Messages.ConnectorException e) when (e.Kind is not Core.Model.Messages.FailureKind.Unknown)
        {
            return Problems.Create(StatusCodes.Status502BadGateway, $"A side could not be asked: {e.Message}");
        }
        finally
        {
            await journal.FlushAsync(CancellationToken.None);
        }
    });
}

internal sealed record ReconcileWish(DateTimeOffset? From = null, DateTimeOffset? To = null, bool Fix = false);

/// <summary>The document of `reconcile --json`, and of the API.</summary>
internal sealed record ReconciliationView(
    DateTimeOffset From, DateTimeOffset To, long ShopOrders, long ShippingOrders, long Shipments, IReadOnlyDictionary<string, int> Counts, int Repaired,
    IReadOnlyList<DifferenceView> Differences)
{
    /// <summary>Every kind has its count, also the ones that were not found.</summary>
    public static ReconciliationView Create(ReconciliationReport report) => new(
        report.From, report.To, report.ShopOrders, report.ShippingOrders, report.Shipments,
        Enum.GetValues<DifferenceKind>().ToDictionary(k => k.ToString(), k => report.Differences.Count(d => d.Kind == k)), report.Repaired, [.. report.Differences.Select(DifferenceView.From)]);
}

/// <param name="Suggestion">What corrects it, in words.</param>
/// <param name="Repairable">True when a repair exists.</param>
/// <param name="Repaired">True once the repair was made or queued.</param>
internal sealed record DifferenceView(DifferenceKind Kind, string OrderId, string OrderNumber, string? ShippingKey, string Text, string Suggestion, bool Repairable, bool Repaired)
{
    public static DifferenceView From(Difference found) => new(found.Kind, found.OrderId, found.OrderNumber, found.ShippingKey, found.Text, found.Suggestion, found.Repairable, found.Repaired);
}
