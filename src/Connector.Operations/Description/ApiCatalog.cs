using Connector.Core.Engine.Telemetry;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Labels;
using Connector.Core.Flows.Plan;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports;
using Connector.Operations.Access;
using Connector.Operations.Api;

namespace Connector.Operations.Description;

/// <summary>Every operation of the API, of both hosts. A test holds it against the routes, and the document against it.</summary>
internal static class ApiCatalog
{
    private const string Orders = "Orders";
    private const string Errors = "Errors";
    private const string Labels = "Labels";
    private const string State = "State";
    private const string Flows = "Flows";
    private const string Privacy = "Personal data";
    private const string Csv = "text/csv";
    private const string OrderName = "Order number, shipping number, ID in either system, or tracking number.";
    private const string FlowName = "A queue (orders, shipments, labels), or a part of it: `orders:eu` for an account, `orders@berlin` for a location.";
    private const int MaxMinutes = 60 * 24 * 366;

    private static readonly ApiParameter s_after = new("after", "Where the next page begins, as the page before says.");
    private static readonly ApiParameter s_take = Number("take", "How many at most.", 1, 500, 100);

    private static readonly ApiParameter[] s_errorFilter =
    [
        Words<FailureKind>("kind", "Only errors of this kind."), new("code", "Only errors with this code."), new("order", "Only errors of this order, by number or ID."),
        Number("olderThanMinutes", "Only errors that are at least this old.", 0, MaxMinutes, 0)
    ];

    public static IReadOnlyList<ApiOperation> All { get; } =
    [
        Get("/api/orders", Orders, "listOrders", "List orders", typeof(OrderList)) with
        {
            Remark = "As CSV with `format=csv` or `Accept: text/csv`: at most 10,000 rows; the header Next-Page has the `after` of the next ones.", Files = [Csv],
            Query =
            [
                new("q", "Part of a number, tracking number or SKU, or a whole e-mail address."), new("status", "Status, several with commas between them, or `open`."), Flag("attention", "Only orders that need attention, or none of them."),
                new("location", "Only orders that ship from this location."), new("country", "Only orders to this country."), new("method", "Only orders with this shipping method."), Instant("from", "Placed at this time or later."),
                Instant("to", "Placed before this time."), new("promise", "Promises that ended without being kept, that end soon, or all that are still to be kept.") { Words = ["breached", "soon", "open"] },
                Words<OrderSort>("sort", "Newest, oldest or most urgent first."), s_take, s_after, new("format", "csv for a file.") { Words = ["json", "csv"] }
            ]
        },
        Get("/api/orders/{number}/trace", Orders, "readHistory", "Read the history of an order", typeof(OrderTraceView)) with { Name = OrderName },
        Get("/api/orders/{number}/evidence", Orders, "readEvidence", "Read all that is known about an order as one file", null) with
        {
            Name = OrderName, Files = ["application/json", "text/html"], Query = [new("format", "The kind of file.") { Words = ["json", "html"] }]
        },
        Get("/api/orders/{number}/preview", Orders, "previewOrder", "Preview what would be sent of an order", typeof(OrderPreview)) with { Name = "The order's number, or its ID in commercetools.", OwnProblems = [502] },
        Get("/api/orders/{number}/overrides", Orders, "listOverrides", "List values that people set for an order", typeof(OverrideList)) with { Name = OrderName },
        Post("/api/orders/{number}/overrides", Orders, "setOverride", "Set the value of one field of an order", typeof(OverrideView), typeof(OverrideWish)) with { Name = OrderName },
        Post("/api/orders/{number}/overrides/remove", Orders, "removeOverride", "Remove such a value", typeof(OverrideRemoved), typeof(OverrideWish)) with { Name = OrderName },
        Get("/api/plan", Orders, "plan", "Preview what the next sync would change", typeof(PlanView)) with
        {
            Remark = "Reads both sides, which takes a while with many orders, and changes nothing.", OwnProblems = [502],
            Query = [new("order", "Only this order, by number or ID, with all its fields."), Instant("since", "Orders that changed since this time, instead of since the last sync.")]
        },
        Get("/api/errors", Errors, "listErrors", "List errors, oldest first", typeof(ErrorList)) with { Query = [Words<ErrorTab>("tab", "Open, snoozed, or all, which is the default."), new("group", "Only errors of this group."), .. s_errorFilter, s_take] },
        Get("/api/errors/groups", Errors, "listErrorGroups", "List errors by cause, the largest group first", typeof(ErrorGroupsView)) with { Query = [Words<ErrorTab>("tab", "Open, which is the default, snoozed, or all."), .. s_errorFilter] },
        Get("/api/errors/closed", Errors, "listClosedErrors", "List resolved and dismissed errors", typeof(ClosedErrors)) with { Query = [s_take, s_after] },
        Get("/api/errors/{id}", Errors, "readError", "Read an error with its message", typeof(ErrorDetail)) with { Name = "ID of the error." },
        Get("/api/errors/{id}/preview", Errors, "previewError", "Preview what a retry of an error would send", typeof(OrderPreview)) with { Name = "ID of the error.", OwnProblems = [409, 502] },
        Post("/api/errors/retry", Errors, "retryErrors", "Retry errors at once", typeof(Retried), typeof(ErrorSelection)),
        Post("/api/errors/replay", Errors, "replayErrors", "Retry errors: the name before", typeof(Retried), typeof(ErrorSelection)) with { IsDeprecated = true },
        Post("/api/errors/dismiss", Errors, "dismissErrors", "Dismiss errors", typeof(Dismissed), typeof(ErrorSelection)),
        Post("/api/errors/discard", Errors, "discardErrors", "Dismiss errors: the name before", typeof(Dismissed), typeof(ErrorSelection)) with { IsDeprecated = true },
        Post("/api/errors/undo", Errors, "undoDismissals", "Undo dismissals", typeof(ErrorsChanged), typeof(UndoWish)),
        Post("/api/errors/snooze", Errors, "snoozeErrors", "Snooze errors, or end that", typeof(ErrorsChanged), typeof(ErrorWish)),
        Post("/api/errors/note", Errors, "noteErrors", "Note something on errors", typeof(ErrorsChanged), typeof(ErrorWish)),
        Post("/api/errors/assign", Errors, "assignErrors", "Assign errors to somebody", typeof(ErrorsChanged), typeof(ErrorWish)),
        Get("/api/retries", Errors, "listRetries", "List the last retries of many errors", typeof(RetryList)),
        Post("/api/retries", Errors, "startRetry", "Begin to retry many errors", typeof(RetryView), typeof(RetryWish)) with { Status = StatusCodes.Status202Accepted, OwnProblems = [409] },
        Get("/api/retries/{id}", Errors, "readRetry", "Read how far a retry has come", typeof(RetryView)) with { Name = "ID of the retry." },
        Post("/api/retries/{id}/cancel", Errors, "cancelRetry", "Cancel a retry", typeof(RetryView), null) with { Name = "ID of the retry." },
        Get("/api/labels", Labels, "listLabels", "List labels, newest first", typeof(LabelList)) with
        {
            Query =
            [
                Words<LabelState>("state", "Only labels in this state."), new("account", "Only labels of this account."), new("location", "Only labels of this location."), new("batch", "Only labels of this batch."),
                Instant("from", "From this time on."), Instant("to", "Before this time."), s_take, s_after
            ]
        },
        Get("/api/labels/show", Labels, "readLabel", "Read a label: choice, offers, purchase", typeof(LabelDetail)) with { Query = [new("id", "ID of the label; it has a slash.") { IsRequired = true }] },
        Get("/api/labels/spending", Labels, "readSpending", "Read what is spent against the caps", typeof(SpendView)),
        Get("/api/labels/report", Labels, "reportLabels", "Report quoted, charged and paid amounts", typeof(LabelReport)) with
        {
            Files = [Csv], Query = [Instant("from", "From this time on; the last 30 days where it is left out."), Instant("to", "Before this time."), new("format", "csv for a file.") { Words = ["json", "csv"] }]
        },
        Get("/api/labels/preview", Labels, "previewLabels", "Preview which labels would be bought", typeof(LabelPreview)) with { Query = [Instant("from", "From this time on; the last 24 hours where it is left out."), Instant("to", "Before this time.")] },
        Get("/api/labels/document", Labels, "readDocument", "Read the document of a label", null) with
        {
            Files = ["application/pdf", "image/png", "application/zpl"], OwnProblems = [409],
            Query = [new("id", "ID of the label.") { IsRequired = true }, new("kind", "The label, or its customs form.") { Words = ["label", "customs"] }]
        },
        Get("/api/labels/documents", Labels, "mergeDocuments", "Read the documents of a batch or a time as one PDF", null) with
        {
            Files = ["application/pdf"], OwnProblems = [409],
            Query =
            [
                new("batch", "Labels of this batch; this or `from` is required."), Instant("from", "Labels bought at this time or later."), Instant("to", "Labels bought before this time."), new("location", "Only labels of this location."),
                Flag("leaveOut", "true leaves out what cannot be merged, instead of a refusal.")
            ]
        },
        Post("/api/labels/approve", Labels, "approveLabels", "Approve labels", typeof(LabelsChanged), typeof(LabelSelection)),
        Post("/api/labels/dismiss", Labels, "dismissLabels", "Dismiss labels", typeof(LabelsChanged), typeof(LabelSelection)),
        Post("/api/labels/void", Labels, "voidLabels", "Void labels", typeof(LabelsChanged), typeof(LabelSelection)),
        Post("/api/labels/release", Labels, "releaseLabels", "Release labels whose purchase could not be settled", typeof(LabelsChanged), typeof(LabelSelection)),
        Post("/api/labels/another", Labels, "askForAnotherLabel", "Ask for another label after a void", typeof(LabelsChanged), typeof(LabelSelection)),
        Post("/api/labels/pause", Labels, "pauseLabels", "Pause buying labels", typeof(Paused), typeof(PauseWish)),
        Post("/api/flows/{name}/pause", Flows, "pauseFlow", "Pause a flow", typeof(Paused), typeof(PauseWish)) with { Name = FlowName, IsBodyOptional = true },
        Post("/api/flows/{name}/resume", Flows, "resumeFlow", "Resume a flow", typeof(Resumed), typeof(PauseWish)) with { Name = FlowName, IsBodyOptional = true },
        Post("/api/flows/{name}/drain", Flows, "drainFlow", "Take in nothing new, and finish what is queued", typeof(Paused), typeof(PauseWish)) with { Name = FlowName, IsBodyOptional = true },
        Post("/api/flows/{name}/rewind", Flows, "rewindFlow", "Read again what changed since a time", typeof(Rewound), typeof(RewindWish)) with { Name = "`orders`, `shipments`, or `shipments` with an account, as in `shipments:eu`." },
        Get("/api/health", State, "readHealth", "Read the state of the connector", typeof(HealthView)) with { Remark = "503 with the same document unless everything runs, so that a monitor only needs the status.", OtherStatus = StatusCodes.Status503ServiceUnavailable },
        Get("/api/calls", State, "listCalls", "List ShipStation calls by minute and account", typeof(CallsView)) with { Remark = "Of the process that responds, since its start: each instance of the function app has its own.", Query = [Number("minutes", "How many of the last minutes.", 1, CallHistory.MostMinutes, 60)] },
        Get("/api/runs", State, "listRuns", "List the last runs", typeof(RunList)) with { Query = [Number("take", "How many at most.", 1, 200, 20)] },
        Get("/api/reconciliation", State, "listComparisons", "List the last comparisons of both sides", typeof(RunList)),
        Post("/api/reconciliation", State, "compare", "Compare both sides now, and repair differences where that is asked for", typeof(ReconciliationView), typeof(ReconcileWish)) with { OwnProblems = [502] },
        Get("/api/doctor", State, "checkAccounts", "Check the settings and both accounts", typeof(DoctorView)) with { Remark = "On one machine only: the function app responds with 404." },
        Get("/api/session", State, "readSession", "Read who is signed in", typeof(SessionView)) with { Remark = "With the token that each change from a browser must carry." },
        Get("/api/openapi.json", State, "readDescription", "Read this document", null) with { Files = ["application/json"] },
        Post("/api/erase", Privacy, "eraseCustomer", "Erase a customer, or one order", typeof(ErasureReport), typeof(ErasureWish))
    ];

    /// <summary>Null for a route that is not in the list.</summary>
    public static ApiOperation? Find(string method, string? path) => All.FirstOrDefault(operation => operation.Method == method && operation.Path == path);

    private static ApiOperation Get(string path, string tag, string id, string summary, Type? result) => new(HttpMethods.Get, path, tag, id, summary) { Result = result };
    private static ApiOperation Post(string path, string tag, string id, string summary, Type? result, Type? body) => new(HttpMethods.Post, path, tag, id, summary) { Result = result, Body = body };
    private static ApiParameter Words<T>(string name, string description) where T : struct, Enum => new(name, description) { Words = Enum.GetNames<T>() };
    private static ApiParameter Number(string name, string description, int min, int max, int otherwise) => new(name, description) { Number = (min, max, otherwise) };
    private static ApiParameter Flag(string name, string description) => new(name, description) { IsFlag = true };
    private static ApiParameter Instant(string name, string description) => new(name, $"{description} A day (2026-11-27) or an instant (2026-11-27T15:00:00Z).");
}
