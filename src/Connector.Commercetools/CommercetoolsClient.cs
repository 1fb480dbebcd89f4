using System.Globalization;
using System.Text.Json;
using Connector.Commercetools.Mapping;
using Connector.Commercetools.Wire;
using Connector.Core.Engine.Watch;
using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>
/// The project's API: one method for each order call, the headers of every call, and what failures mean. Its calls pass the handlers of Connector.Http: reads are
/// tried up to four times; a write is sent once, so that its failure says truly that the outcome is unknown.
/// </summary>
internal sealed partial class CommercetoolsClient(
    IHttpClientFactory clients, IOptions<CommercetoolsOptions> options, OrderNeeds needs, CommerceFailures failures, IIdSource ids, TimeProvider clock, ILogger<CommercetoolsClient> log)
    : IOrderTransport, IApi
{
    internal const string HttpClientName = "commercetools";

    /// <summary>Attempts of a read after the first.</summary>
    internal const int Retries = 3;
    internal const int LongestUrl = 8000;
    internal static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private const string Orders = "orders";
    private const string CorrelationHeader = "X-Correlation-ID";
    private const int MaxCorrelationId = 256;
    private const int MaxNotificationLength = 500;
    private readonly CommercetoolsOptions _settings = options.Value;
    private long _offsetTicks = long.MinValue;
    private int _deprecationReported;

    /// <summary>What is read along with orders where the API client may, the most first.</summary>
    private readonly Along[] _along = [.. new[] { Along.All, Along.Payments, Along.CustomerGroups, Along.Nothing }
        .Select(along => along & ((options.Value.ExpandPayments ? Along.Payments : Along.Nothing) | (needs.CustomerGroups ? Along.CustomerGroups : Along.Nothing))).Distinct()];
    private int _givenUp;

    /// <summary>How far the project's clock is ahead of ours, by the last response that said so; null before the first.</summary>
    public TimeSpan? ClockOffset => Interlocked.Read(ref _offsetTicks) is var ticks && ticks == long.MinValue ? null : new TimeSpan(ticks);

    public string Vendor => "commercetools";
    public Uri BaseAddress { get; } = BaseOf(options.Value.ApiBaseAddress);

    /// <summary>The project has no window of calls; how many are under way is limited in <see cref="CommercetoolsRegistration"/>.</summary>
    public string? Budget => null;
    public TimeSpan Timeout { get; } = TimeSpan.FromSeconds(options.Value.TimeoutSeconds);

    /// <summary>Of a query.</summary>
    public long MaxResponseBytes => _settings.MaxResponseMegabytes * 1024L * 1024L;
    public IFailureTable Failures => failures;

    /// <summary>Of one document.</summary>
    internal long MaxOrderBytes => _settings.MaxOrderMegabytes * 1024L * 1024L;

    /// <summary>What the shop writes into an order where it refers to it: states only where a rule names one, which may be by its key.</summary>
    internal IEnumerable<string> Expansions
    {
        get
        {
            var along = _along[GivenUp];
            if (along.HasFlag(Along.Payments)) yield return "paymentInfo.payments[*]";
            if (needs.LineStates) yield return "lineItems[*].state[*].state";
            if (needs.LineStates) yield return "customLineItems[*].state[*].state";
            if (needs.WorkflowStates) yield return "state";
            if (along.HasFlag(Along.CustomerGroups)) yield return "customerGroup";
        }
    }

    /// <summary>Characters of an address that every call has: host and project.</summary>
    internal int FixedUrlLength => FixedUrlLengthOf(_settings);

    public int GivenUp => Volatile.Read(ref _givenUp);

    public bool GiveUp(int before)
    {
        if (before + 1 >= _along.Length) return false;
        if (Interlocked.CompareExchange(ref _givenUp, before + 1, before) != before) return true;
        var lost = _along[0] & ~_along[before + 1];
        if (lost.HasFlag(Along.Payments)) Log.WithoutPayments(log);
        if (lost.HasFlag(Along.CustomerGroups)) Log.WithoutCustomerGroups(log);
        return true;
    }

    public async Task<OrderRows> ListChangedAsync(OrderQuery query, int pageSize, bool withTotal, CancellationToken cancellationToken) =>
        (await SendAsync(Changed(query, pageSize, withTotal), cancellationToken))!;

    public async Task<OrderRows> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) => (await SendAsync(ByIds(ids), cancellationToken))!;

    public Task<OrderRow?> GetAsync(string id, CancellationToken cancellationToken) => SendAsync(ById(id), cancellationToken);

    public Task<OrderRow?> FindByNumberAsync(string orderNumber, CancellationToken cancellationToken) => SendAsync(ByNumber(orderNumber), cancellationToken);

    public async Task<long> UpdateAsync(string id, long version, IReadOnlyList<OrderChange> changes, CancellationToken cancellationToken) =>
        (await SendAsync(Update(id, version, changes), cancellationToken))!.Version;

    public void Prepare(ApiCall call, HttpRequestMessage request)
    {
        call.CorrelationId = $"{_settings.ProjectKey}/{ids.New()}";
        request.Headers.Remove(CorrelationHeader);
        request.Headers.Add(CorrelationHeader, call.CorrelationId);
        request.Headers.Remove("X-External-User-ID");
        request.Headers.Add("X-External-User-ID", "shipstation-connector");
    }

    public void Observe(ApiCall call, HttpResponseMessage response)
    {
        if (response.Headers.Date - clock.GetUtcNow() is { } offset) Interlocked.Exchange(ref _offsetTicks, offset.Ticks);
        if (response.Headers.TryGetValues(CorrelationHeader, out var reported)) call.CorrelationId = VendorText.WithoutCredentials(Start(string.Join(',', reported), MaxCorrelationId));
        if (!response.Headers.TryGetValues("X-DEPRECATION-NOTICE", out var notification) || Interlocked.Exchange(ref _deprecationReported, 1) == 1) return;
        var text = VendorText.Clean(string.Join("; ", notification));
        Log.Deprecated(log, text.Length <= MaxNotificationLength ? text : Start(text, MaxNotificationLength) + "...");
    }

    public RateReport? ReportOf(ApiCall call, ApiResponse response, bool throttled) => null;

    public void LogFailure(ApiCall call, string code)
    {
        // Whoever made the call decides whether its failure is news.
    }

    internal static Uri BaseOf(string address) => new(address.EndsWith('/') ? address : address + "/");

    internal static int FixedUrlLengthOf(CommercetoolsOptions settings) => BaseOf(settings.ApiBaseAddress).AbsoluteUri.Length + settings.ProjectKey.Length + 1;

    internal static int LengthOfId(string id) => QueryString.LengthOf("var.ids", id);

    /// <summary>Null only where the call accepts a 404 as a result.</summary>
    internal async Task<T?> SendAsync<T>(ApiCall<T> call, CancellationToken cancellationToken)
        where T : class
    {
        using var client = clients.CreateClient(HttpClientName);
        return await call.SendAsync(client, cancellationToken);
    }

    internal string InProject(string path) => $"{_settings.ProjectKey}/{path}";

    /// <summary>Keyset by (last change, id): rows that move while we read cannot make us miss others.</summary>
    internal ApiCall<OrderRows> Changed(OrderQuery query, int pageSize, bool withTotal)
    {
        var address = new QueryString(Orders);
        if (query.After is { } after)
        {
            address
                .Add("where", "lastModifiedAt > :t or (lastModifiedAt = :t and id > :i)")
                .Add("var.t", LenientDate.Format(after.LastModifiedAt))
                .Add("var.i", after.Id);
        }
        else
        {
            address.Add("where", "lastModifiedAt >= :t").Add("var.t", LenientDate.Format(query.ModifiedSince));
        }

        if (!string.IsNullOrWhiteSpace(query.Predicate)) address.Add("where", query.Predicate);
        address.Add("sort", "lastModifiedAt asc").Add("sort", "id asc").Add("limit", pageSize).Add("withTotal", withTotal ? "true" : "false");
        Expand(address);
        // No links: a page of the list belongs to no order, and each would have to be found again by retention.
        return new ApiCall<OrderRows>(this, HttpMethod.Get, InProject(address.ToString()), (body, _) =>
        {
            var rows = ReadRows(body.Span, needs.Documents || query.WithDocuments);
            return new Reading<OrderRows>(rows, Summary: rows.Summarise()) { FoundNothing = rows.Rows.Count == 0 };
        })
        {
            Poll = query.After is null ? "changed orders" : null,
            LeavesBody = true
        };
    }

    internal ApiCall<OrderRows> ByIds(IReadOnlyList<string> orderIds)
    {
        var address = new QueryString(Orders).Add("where", "id in :ids");
        foreach (var id in orderIds) address.Add("var.ids", id);
        address.Add("limit", "500").Add("withTotal", "false");
        Expand(address);
        return new ApiCall<OrderRows>(this, HttpMethod.Get, InProject(address.ToString()), (body, _) =>
        {
            var rows = ReadRows(body.Span, needs.Documents);
            return new Reading<OrderRows>(rows, rows.Ids, rows.Summarise());
        })
        {
            OrderIds = orderIds,
            LeavesBody = true
        };
    }

    internal ApiCall<OrderRow> ById(string id) => One(PathOf(id));

    internal ApiCall<OrderRow> ByNumber(string orderNumber) => One($"{Orders}/order-number={Uri.EscapeDataString(orderNumber)}");

    internal ApiCall<NewVersion> Update(string id, long version, IReadOnlyList<OrderChange> changes) =>
        new(this, HttpMethod.Post, InProject(PathOf(id)), static (body, _) => new Reading<NewVersion>(NewVersion.Read(body)))
        {
            Body = JsonSerializer.SerializeToUtf8Bytes(
                new WireUpdate<WireOrderAction>(version, ActionsFromChanges.Write(changes)), WireJson.Default.WireUpdateWireOrderAction),
            MissingCode = ErrorCodes.OrderNotFound,
            RejectedCode = ErrorCodes.UpdateRejected,
            OrderIds = [id]
        };

    /// <summary>Dots would lead out of the orders, whatever is escaped.</summary>
    private static string PathOf(string id) => OrderIds.IsOne(id)
        ? $"{Orders}/{id}"
        : throw new CommercetoolsException(FailureKind.Rejected, ErrorCodes.OrderNotFound, "A text that is not an order id was not sent to commercetools.");

    private void Expand(QueryString address)
    {
        foreach (var path in Expansions) address.Add("expand", path);
    }

    private string Expanded(string path)
    {
        var address = new QueryString(path);
        Expand(address);
        return address.ToString();
    }

    private ApiCall<OrderRow> One(string path) => new(this, HttpMethod.Get, InProject(Expanded(path)), static (body, _) =>
    {
        var row = OrderRow.Read(body);
        return new Reading<OrderRow>(row, row.Id is { Length: > 0 } id ? [id] : []);
    })
    {
        MaxBytes = MaxOrderBytes,
        NullWhenMissing = true
    };

    private OrderRows ReadRows(ReadOnlySpan<byte> body, bool keepsDocuments) => OrderRows.Read(body, (int)MaxOrderBytes, keepsDocuments);

    private static string Start(string text, int length) => text.Length <= length ? text : text[..length];

    [Flags]
    private enum Along { Nothing = 0, Payments = 1, CustomerGroups = 2, All = Payments | CustomerGroups }

    private static partial class Log
    {
        [LoggerMessage(3101, LogLevel.Warning, "commercetools reports a deprecated API: {Notification}")]
        internal static partial void Deprecated(ILogger logger, string notification);

        [LoggerMessage(3103, LogLevel.Warning, "commercetools refuses orders with their payments: they are read without, until the next start. The API client needs the scope view_payments.")]
        internal static partial void WithoutPayments(ILogger logger);

        [LoggerMessage(3106, LogLevel.Error, "commercetools refuses orders with their customer groups: they are read without, until the next start, and rules match groups by id only, not by key. The API client needs the scope view_customer_groups.")]
        internal static partial void WithoutCustomerGroups(ILogger logger);
    }
}
