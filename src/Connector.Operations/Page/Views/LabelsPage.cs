using Connector.Core.Engine.Watch;
using Connector.Core.Model.Labels;
using Connector.Operations.Api;

namespace Connector.Operations.Page.Views;

/// <summary>Labels: what is proposed, what was bought, what is spent against the caps.</summary>
internal sealed class LabelsPage(LabelDesk desk, LabelBudget budget) : IPageView
{
    private const int PageSize = 50;

    public string Path => "labels";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken)
    {
        var spending = await budget.ReadAsync(cancellationToken);
        var counts = await desk.CountAsync(cancellationToken);
        var fields = LabelsModel.Fields.ToDictionary(static name => name, name => request.Text(name), StringComparer.Ordinal);
        if (!LabelQuery.TryFilter(request.Http, out var filter, out var problem))
            return PageContent.Create<LabelsView>("Labels", "labels", new LabelsModel(spending, counts, [], fields) { Problem = (problem as ProblemResult)?.Text }, StatusCodes.Status400BadRequest);
        var page = await desk.ListAsync(filter, request.Text("after"), PageSize, cancellationToken);
        return PageContent.Create<LabelsView>("Labels", "labels", new LabelsModel(spending, counts, [.. page.Rows.Select(row => LabelView.From(row, request.Clock.Now))], fields)
        {
            Next = page.Next, IsLater = request.Text("after") is not null
        });
    }
}

/// <summary>One document of a label: query of the API.</summary>
internal sealed class LabelDocumentPage(LabelDocumentsApi documents) : IPageView
{
    public string Path => "labels/document";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken) => PageContent.From(await documents.GetAsync(request.Http));
}

/// <summary>Labels of a batch or a time as one PDF: query of the API.</summary>
internal sealed class LabelDocumentsPage(LabelDocumentsApi documents) : IPageView
{
    public string Path => "labels/documents";

    public async Task<PageContent> ReadAsync(PageRequest request, CancellationToken cancellationToken) => PageContent.From(await documents.MergeAsync(request.Http));
}

/// <param name="Filter">What is asked for, by the names of <see cref="Fields"/>.</param>
internal sealed record LabelsModel(SpendView Spending, IReadOnlyDictionary<LabelState, long> Counts, IReadOnlyList<LabelView> Labels, IReadOnlyDictionary<string, string?> Filter)
{
    public static readonly IReadOnlyList<string> Fields = ["state", "account", "location", "batch"];
    public string? Next { get; init; }
    public bool IsLater { get; init; }

    /// <summary>What is wrong with the query.</summary>
    public string? Problem { get; init; }

    public string? this[string field] => Filter[field];

    public bool IsOff => Spending.Mode == Core.Rules.Labels.LabelMode.Off;
    public long Proposed => Counts.GetValueOrDefault(LabelState.Proposed);

    /// <summary>Switched off, nothing is bought; a void can be approved.</summary>
    public bool IsPossible(LabelView label, string action) => !IsOff || action is "void" or "dismiss" || (action == "approve" && label.State == LabelState.VoidProposed);

    public static bool IsUrgent(LabelState state) => state is LabelState.Proposed or LabelState.VoidProposed or LabelState.Refused or LabelState.Unknown;

    public static readonly IReadOnlyList<(string Value, string Text)> States = [("", "Any"), .. Enum.GetValues<LabelState>().Select(static state => (state.ToString(), DisplayNames.Status(state)))];
}
