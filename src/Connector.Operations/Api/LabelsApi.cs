using System.Text;
using Connector.Core.Engine.Watch;
using Connector.Core.Flows.Labels;
using Connector.Core.Model.Labels;
using Connector.Core.Model.Messages;
using Connector.Core.Ports.Labels;
using Connector.Operations.Access;

namespace Connector.Operations.Api;

/// <summary>The labels of the operations API, for both hosts: list, show, decide, documents, spending, report. A store that cannot be read gives 503.</summary>
public sealed class LabelsApi(LabelDesk desk, LabelReports reports, LabelBudget budget, TimeProvider clock, ILogger<LabelsApi> log)
{
    private const int MaxTake = 500;
    private const int DefaultTake = 100;
    private const int MaxReportDays = 400;

    /// <summary>Who decided, where the caller does not say.</summary>
    private const string Otherwise = "page";

    /// <summary>The newest first. Query: state, account, location, batch, from, to (of the label's row), take (1 to 500), after.</summary>
    public Task<IResult> ListAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        if (!LabelQuery.TryFilter(request, out var filter, out var problem)) return problem;
        if (!QueryNumber.TryRead(request, "take", 1, MaxTake, DefaultTake, out var take, out problem)) return problem;
        var page = await desk.ListAsync(filter, QueryText.Read(request, "after"), take, stop);
        return Response.Ok(LabelList.From(page, await desk.CountAsync(stop), clock.GetUtcNow()));
    });

    /// <summary>Query: id. It has a slash, which servers treat differently within a path.</summary>
    public Task<IResult> ShowAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        if (!LabelQuery.TryTexts(request, out var problem, "id")) return problem;
        return QueryText.Read(request, "id") is { } id && await desk.FindAsync(id, stop) is { } row ? Response.Ok(LabelDetail.From(row, clock.GetUtcNow())) : NoLabel();
    });

    public Task<IResult> ApproveAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var (wish, problem) = await LabelQuery.ReadSelectionAsync(request, mayBeAll: true, stop);
        if (wish is null) return problem!;
        var who = OperatorIdentity.Who(request.HttpContext, wish.By, Otherwise);
        return Response.Ok(new LabelsChanged(wish.All is true
            ? await desk.ApproveAllAsync(new LabelFilter(Account: wish.Account, Location: wish.Location, BatchId: wish.Batch), who, stop)
            : await desk.ApproveAsync([.. wish.Ids!], who, stop)));
    });

    public Task<IResult> DismissAsync(HttpRequest request) => ChangeAsync(request, desk.DismissAsync);
    public Task<IResult> VoidAsync(HttpRequest request) => ChangeAsync(request, desk.VoidAsync);
    public Task<IResult> ReleaseAsync(HttpRequest request) => ChangeAsync(request, desk.ReleaseAsync);
    public Task<IResult> AskForAnotherAsync(HttpRequest request) => ChangeAsync(request, desk.AskForAnotherAsync);

    /// <summary>The kill switch. Resumed like any flow.</summary>
    public Task<IResult> PauseAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var (wish, problem) = await LabelQuery.ReadPauseAsync(request, stop);
        if (wish is null) return problem!;
        var account = string.IsNullOrWhiteSpace(wish.Account) ? null : wish.Account;
        await desk.PauseAsync(account, OperatorIdentity.Who(request.HttpContext, wish.By, Otherwise), stop);
        return Response.Ok(new Paused(LabelDesk.FlowOf(account)));
    });

    public Task<IResult> SpendingAsync(HttpRequest request) => ResponseAsync(request, async stop => Response.Ok(await budget.ReadAsync(stop)));

    /// <summary>Query: from, to (default: the last 30 days), format=csv.</summary>
    public Task<IResult> ReportAsync(HttpRequest request) => ResponseAsync(request, async stop =>
    {
        var now = clock.GetUtcNow();
        if (!LabelQuery.TryInstant(request, "to", now, out var to, out var problem) || !LabelQuery.TryInstant(request, "from", to!.Value.AddDays(-30), out var from, out problem)) return problem;
        if (from >= to || to - from > TimeSpan.FromDays(MaxReportDays)) return Problems.Field("from", $"must be before to, by at most {MaxReportDays} days.");
        if (QueryText.Read(request, "format") is { } format and not ("csv" or "json")) return Problems.Field("format", $"must be csv or json, not {(format.Length <= 20 ? format : "this")}.");
        var report = await reports.CreateAsync(from!.Value, to!.Value, stop);
        return QueryText.Read(request, "format") == "csv" ? TypedResults.File(Encoding.UTF8.GetBytes(LabelCsv.Write(report)), "text/csv; charset=utf-8", "labels.csv") : Response.Ok(report);
    });

    internal static IResult NoLabel() => Problems.Create(StatusCodes.Status404NotFound, "There is no label with this ID.");

    private Task<IResult> ChangeAsync(HttpRequest request, Func<IReadOnlyCollection<string>, string, CancellationToken, Task<int>> change) => ResponseAsync(request, async stop =>
    {
        var (wish, problem) = await LabelQuery.ReadSelectionAsync(request, mayBeAll: false, stop);
        return wish is null ? problem! : Response.Ok(new LabelsChanged(await change([.. wish.Ids!], OperatorIdentity.Who(request.HttpContext, wish.By, Otherwise), stop)));
    });

    private Task<IResult> ResponseAsync(HttpRequest request, Func<CancellationToken, Task<IResult>> response) => SafeResponse.CreateAsync(request, log, response);
}
