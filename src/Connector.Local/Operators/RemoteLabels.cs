using System.Globalization;
using System.Net.Http.Json;
using Connector.Core.Engine.Watch;
using Connector.Core.Ports.Labels;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>The labels of a connector that runs elsewhere.</summary>
internal sealed class RemoteLabels(RemoteApi api) : ILabelOperator
{
    public Task<LabelList> ListLabelsAsync(LabelFilter filter, int take, CancellationToken cancellationToken) => api.GetAsync<LabelList>(
        "api/labels?" + RemoteApi.Query(("take", Math.Min(take, RemoteApi.PageSize).ToString(CultureInfo.InvariantCulture)), ("state", filter.State?.ToString()), ("account", filter.Account), ("location", filter.Location), ("batch", filter.BatchId)),
        cancellationToken);

    /// <summary>Of an order only labels under exactly this number: nothing is decided about others.</summary>
    public async Task<IReadOnlyList<LabelDetail>> FindLabelsAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Contains('/', StringComparison.Ordinal)) return await api.FindAsync<LabelDetail>("api/labels/show?" + RemoteApi.Query(("id", name)), cancellationToken) is { } one ? [one] : [];
        var trace = await api.FindAsync<OrderTraceView>($"api/orders/{Uri.EscapeDataString(name)}/trace", cancellationToken);
        return [.. (trace?.Labels ?? []).Where(l => l.Label.OrderNumber == name).OrderBy(static l => l.Label.CreatedAt).ThenBy(static l => l.Label.Id, StringComparer.Ordinal)];
    }

    public Task<int> DecideAsync(string verb, IReadOnlyList<string> ids, string who, CancellationToken cancellationToken) =>
        ids.Count == 0 ? Task.FromResult(0) : ChangeAsync(verb, new LabelSelection(ids, null, null, null, null, who), cancellationToken);

    public Task<int> ApproveAllAsync(LabelFilter filter, string who, CancellationToken cancellationToken) =>
        ChangeAsync("approve", new LabelSelection(null, true, filter.Account, filter.Location, filter.BatchId, who), cancellationToken);

    public Task<LabelReport> ReportAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken) =>
        api.GetAsync<LabelReport>("api/labels/report?" + RemoteApi.Query(("from", RemoteApi.Instant(from)), ("to", RemoteApi.Instant(to))), cancellationToken);

    public async Task<bool> SwitchAsync(bool isPause, string? account, string who, CancellationToken cancellationToken)
    {
        var flow = LabelDesk.FlowOf(account);
        if (!isPause) return (await api.ChangeFlowAsync<Resumed>(flow, "resume", who, cancellationToken)).WasPaused;
        await api.ChangeFlowAsync<Paused>(flow, "pause", who, cancellationToken);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<int> ChangeAsync(string verb, LabelSelection selection, CancellationToken cancellationToken) =>
        (await api.PostAsync<LabelsChanged>("api/labels/" + verb, JsonContent.Create(selection, OperationsJson.Default.LabelSelection), cancellationToken)).Count;
}
