using Connector.Core.Engine.Watch;
using Connector.Core.Ports.Labels;
using Connector.Local.Cli;
using Connector.Local.Hosting;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>The labels of the connector on this machine.</summary>
internal sealed class LocalLabels(ConnectorApp app) : ILabelOperator
{
    private LabelDesk Desk => app.Get<LabelDesk>();
    private DateTimeOffset Now => app.Get<TimeProvider>().GetUtcNow();

    public async Task<LabelList> ListLabelsAsync(LabelFilter filter, int take, CancellationToken cancellationToken)
    {
        var page = await Desk.ListAsync(filter, null, take, cancellationToken);
        return LabelList.From(page, await Desk.CountAsync(cancellationToken), Now);
    }

    public async Task<IReadOnlyList<LabelDetail>> FindLabelsAsync(string name, CancellationToken cancellationToken) =>
        [.. (await LabelChoice.FindAsync(app, name, cancellationToken)).Select(row => LabelDetail.From(row, Now))];

    public Task<int> DecideAsync(string verb, IReadOnlyList<string> ids, string who, CancellationToken cancellationToken) => verb switch
    {
        "approve" => Desk.ApproveAsync([.. ids], who, cancellationToken),
        "dismiss" => Desk.DismissAsync([.. ids], who, cancellationToken),
        "void" => Desk.VoidAsync([.. ids], who, cancellationToken),
        "release" => Desk.ReleaseAsync([.. ids], who, cancellationToken),
        "another" => Desk.AskForAnotherAsync([.. ids], who, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "There is no such decision.")
    };

    public Task<int> ApproveAllAsync(LabelFilter filter, string who, CancellationToken cancellationToken) => Desk.ApproveAllAsync(filter, who, cancellationToken);

    public Task<LabelReport> ReportAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken)
    {
        var until = to ?? Now.AddSeconds(1);
        return app.Get<LabelReports>().CreateAsync(from ?? until.AddDays(-30), until, cancellationToken);
    }

    public async Task<bool> SwitchAsync(bool isPause, string? account, string who, CancellationToken cancellationToken)
    {
        if (!isPause) return await Desk.ResumeAsync(account, who, cancellationToken);
        await Desk.PauseAsync(account, who, cancellationToken);
        return true;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
