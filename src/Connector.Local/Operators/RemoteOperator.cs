using System.Globalization;
using System.Net.Http.Json;
using Connector.Core.Flows.Plan;
using Connector.Core.Engine.Watch;
using Connector.Local.Hosting;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>A connector that runs elsewhere, through its operations API: the same routes in both hosts.</summary>
internal sealed class RemoteOperator(RemoteApi api) : IOperator
{
    public Task<OrderTraceView?> TraceAsync(string order, CancellationToken cancellationToken) =>
        api.FindAsync<OrderTraceView>($"api/orders/{Uri.EscapeDataString(order)}/trace", cancellationToken);

    public async Task<IReadOnlyList<ErrorView>> ErrorsAsync(ErrorQuery query, CancellationToken cancellationToken)
    {
        var list = await api.GetAsync<ErrorList>("api/errors?" + Filter(query), cancellationToken);
        if (list.More) api.Warn($"Only the oldest {RemoteApi.PageSize} errors are listed; add a filter, or repeat the command.");
        return list.Errors;
    }

    public Task<ErrorDetail?> ErrorAsync(string id, CancellationToken cancellationToken) => api.FindAsync<ErrorDetail>($"api/errors/{Uri.EscapeDataString(id)}", cancellationToken);

    public Task<ErrorGroupsView> GroupsAsync(ErrorQuery query, CancellationToken cancellationToken) => api.GetAsync<ErrorGroupsView>("api/errors/groups?" + Filter(query, paged: false), cancellationToken);

    public async Task<int> RetryAsync(IReadOnlyList<string> ids, string who, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var part in ids.Chunk(RemoteApi.PageSize)) count += (await api.PostAsync<Retried>("api/errors/retry", Selection(part, null, who), cancellationToken)).Count;
        return count;
    }

    public async Task<int> DismissAsync(IReadOnlyList<string> ids, string? reason, string who, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var part in ids.Chunk(RemoteApi.PageSize)) count += (await api.PostAsync<Dismissed>("api/errors/dismiss", Selection(part, reason, who), cancellationToken)).Count;
        return count;
    }

    public Task<RetryView> StartRetryAsync(RetryWish wish, CancellationToken cancellationToken) =>
        api.PostAsync<RetryView>("api/retries", JsonContent.Create(wish, OperationsJson.Default.RetryWish), cancellationToken);

    public Task<RetryView?> FindRetryAsync(string id, CancellationToken cancellationToken) => api.FindAsync<RetryView>($"api/retries/{Uri.EscapeDataString(id)}", cancellationToken);

    public async Task<RetryView?> CancelRetryAsync(string id, CancellationToken cancellationToken) =>
        await FindRetryAsync(id, cancellationToken) is null ? null : await api.PostAsync<RetryView>($"api/retries/{Uri.EscapeDataString(id)}/cancel", JsonContent.Create(new PauseWish(null, null), OperationsJson.Default.PauseWish), cancellationToken);

    public Task<RetryList> RetriesAsync(CancellationToken cancellationToken) => api.GetAsync<RetryList>("api/retries", cancellationToken);

    /// <summary>What a retry of this error would send. Null when there is no such error, or its order is gone.</summary>
    public Task<OrderPreview?> PreviewAsync(string id, CancellationToken cancellationToken) => api.FindAsync<OrderPreview>($"api/errors/{Uri.EscapeDataString(id)}/preview", cancellationToken);

    public Task<OverrideList?> OverridesAsync(string order, CancellationToken cancellationToken) => api.FindAsync<OverrideList>($"api/orders/{Uri.EscapeDataString(order)}/overrides", cancellationToken);

    public async Task SetOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken) =>
        await api.PostAsync<OverrideView>($"api/orders/{Uri.EscapeDataString(order)}/overrides", JsonContent.Create(wish, OperationsJson.Default.OverrideWish), cancellationToken);

    public async Task RemoveOverrideAsync(string order, OverrideWish wish, CancellationToken cancellationToken) =>
        await api.PostAsync<OverrideRemoved>($"api/orders/{Uri.EscapeDataString(order)}/overrides/remove", JsonContent.Create(wish, OperationsJson.Default.OverrideWish), cancellationToken);

    public async Task PauseAsync(string flow, string who, CancellationToken cancellationToken) => await api.ChangeFlowAsync<Paused>(flow, "pause", who, cancellationToken);

    public Task<Resumed> ResumeAsync(string flow, string who, CancellationToken cancellationToken) => api.ChangeFlowAsync<Resumed>(flow, "resume", who, cancellationToken);

    public async Task<ErasureReport?> EraseOrderAsync(string order, string who, bool dryRun, CancellationToken cancellationToken) =>
        await EraseAsync(new ErasureWish(order, null, who, dryRun), cancellationToken);

    public Task<ErasureReport> EraseCustomerAsync(string email, string who, bool dryRun, CancellationToken cancellationToken) =>
        EraseAsync(new ErasureWish(null, email, who, dryRun), cancellationToken);

    public Task<OrderList> OrdersAsync(string query, CancellationToken cancellationToken) => api.GetAsync<OrderList>("api/orders?" + query, cancellationToken);

    public Task<byte[]?> EvidenceAsync(string order, bool asPage, CancellationToken cancellationToken) =>
        api.DownloadAsync($"api/orders/{Uri.EscapeDataString(order)}/evidence?format={(asPage ? "html" : "json")}", cancellationToken);

    private Task<ErasureReport> EraseAsync(ErasureWish wish, CancellationToken cancellationToken) =>
        api.PostAsync<ErasureReport>("api/erase", JsonContent.Create(wish, OperationsJson.Default.ErasureWish), cancellationToken);

    public async Task<QueueView> DepthAsync(string queue, CancellationToken cancellationToken) =>
        (await HealthAsync(cancellationToken)).Queues.FirstOrDefault(q => q.Name == queue) ?? throw new ConfigurationException($"The connector did not say how much waits in {queue}.");

    public Task<Rewound> RewindAsync(string flow, DateTimeOffset to, string who, CancellationToken cancellationToken) =>
        api.PostAsync<Rewound>($"api/flows/{Uri.EscapeDataString(flow)}/rewind", JsonContent.Create(new RewindWish(to, who), OperationsJson.Default.RewindWish), cancellationToken);

    /// <summary>What the next sync there would change. Null when there is no such order.</summary>
    public Task<PlanView?> PlanAsync(PlanScope scope, CancellationToken cancellationToken) =>
        api.FindAsync<PlanView>("api/plan?" + RemoteApi.Query(("order", scope.OrderNumber), ("since", RemoteApi.Instant(scope.Since))), cancellationToken);

    /// <summary>Compares both sides there, now.</summary>
    public Task<ReconciliationView> ReconcileAsync(ReconcileWish wish, CancellationToken cancellationToken) =>
        api.PostAsync<ReconciliationView>("api/reconciliation", JsonContent.Create(wish, OperationsJson.Default.ReconcileWish), cancellationToken);

    /// <summary>All checks, as `doctor` makes them on the connector's own machine; null where that host cannot.</summary>
    public Task<DoctorView?> DoctorAsync(CancellationToken cancellationToken) => api.FindAsync<DoctorView>("api/doctor", cancellationToken);

    /// <summary>The state of the connector, also where it is not well.</summary>
    public Task<HealthView> HealthAsync(CancellationToken cancellationToken) => api.GetAsync<HealthView>("api/health", cancellationToken);

    /// <summary>The last comparisons, newest first.</summary>
    public Task<RunList> ReconciliationsAsync(CancellationToken cancellationToken) => api.GetAsync<RunList>("api/reconciliation", cancellationToken);

    public ValueTask DisposeAsync()
    {
        api.Dispose();
        return ValueTask.CompletedTask;
    }

    private static JsonContent Selection(string[] ids, string? reason, string who) => JsonContent.Create(new ErrorSelection(ids, null, null, who, reason), OperationsJson.Default.ErrorSelection);

    private static string Filter(ErrorQuery query, bool paged = true)
    {
        var minutes = query.OlderThan is { } age ? ((int)Math.Ceiling(age.TotalMinutes)).ToString(CultureInfo.InvariantCulture) : null;
        return RemoteApi.Query(
            ("take", paged ? RemoteApi.PageSize.ToString(CultureInfo.InvariantCulture) : null), ("kind", query.Kind?.ToString()), ("code", query.Code), ("order", query.Order), ("olderThanMinutes", minutes));
    }
}
