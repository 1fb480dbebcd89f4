using Connector.Core.Engine.Watch;
using Connector.Core.Ports.Labels;
using Connector.Operations.Api;

namespace Connector.Local.Operators;

/// <summary>What an operator asks about labels, here or of a connector that runs elsewhere.</summary>
internal interface ILabelOperator : IAsyncDisposable
{
    /// <summary>The newest first, with the counts of all states.</summary>
    Task<LabelList> ListLabelsAsync(LabelFilter filter, int take, CancellationToken cancellationToken);

    /// <summary>By the number of the order or the ID of the label, oldest first; empty when there are none.</summary>
    Task<IReadOnlyList<LabelDetail>> FindLabelsAsync(string name, CancellationToken cancellationToken);

    /// <summary>Returns how many it concerned.</summary>
    /// <param name="verb">approve, dismiss, void, release or another.</param>
    Task<int> DecideAsync(string verb, IReadOnlyList<string> ids, string who, CancellationToken cancellationToken);

    /// <summary>Returns how many it concerned.</summary>
    Task<int> ApproveAllAsync(LabelFilter filter, string who, CancellationToken cancellationToken);

    Task<LabelReport> ReportAsync(DateTimeOffset? from, DateTimeOffset? to, CancellationToken cancellationToken);

    /// <summary>False when nothing was to be done.</summary>
    /// <param name="account">Null for all accounts.</param>
    Task<bool> SwitchAsync(bool isPause, string? account, string who, CancellationToken cancellationToken);
}
