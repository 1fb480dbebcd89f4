using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Ports;
using Connector.Core.Rules.Mapping;

namespace Connector.Core.Engine.Watch;

/// <summary>
/// What people do with the values of one order: set, remove, list. Each is in the history of the order, with the name, and the order is sent again. Doing it twice is harmless.
/// </summary>
public sealed class OverrideDesk(IOrderOverrides overrides, IWorkQueue queue, IJournal journal, Redaction redaction, IIdSource ids, TimeProvider clock)
{
    public Task<IReadOnlyList<OrderOverride>> ListAsync(string orderId, CancellationToken cancellationToken) => overrides.ListAsync([orderId], cancellationToken);

    /// <param name="field">One of <see cref="OverridableFields.All"/>.</param>
    public async Task<OrderOverride> SetAsync(string orderId, string? number, string field, string value, string? reason, string who, CancellationToken cancellationToken)
    {
        var before = (await overrides.ListAsync([orderId], cancellationToken)).FirstOrDefault(o => o.Field == field)?.Value;
        var set = new OrderOverride(orderId, field, value, who, clock.GetUtcNow(), reason);
        await overrides.PutAsync(set, cancellationToken);
        await NoteAsync(orderId, number, $"{CamelCase(field)} set for this order", new FieldChange(CamelCase(field), before, value), reason, who, cancellationToken);
        return set;
    }

    /// <summary>False when there was none.</summary>
    public async Task<bool> RemoveAsync(string orderId, string? number, string field, string? reason, string who, CancellationToken cancellationToken)
    {
        var before = (await overrides.ListAsync([orderId], cancellationToken)).FirstOrDefault(o => o.Field == field)?.Value;
        if (before is null || await overrides.RemoveAsync(orderId, field, cancellationToken) == 0) return false;
        await NoteAsync(orderId, number, $"{CamelCase(field)} is that of the shop and the rules again", new FieldChange(CamelCase(field), before, null), reason, who, cancellationToken);
        return true;
    }

    /// <summary>"ShipTo.Phone" reads "shipTo.phone", as in differences.</summary>
    public static string CamelCase(string field) => string.Join('.', field.Split('.').Select(static part => char.ToLowerInvariant(part[0]) + part[1..]));

    private async Task NoteAsync(string orderId, string? number, string what, FieldChange change, string? reason, string who, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var happened = new OrderEvent(OrderEventKind.Handled, OrderActor.Person, what) { Reason = reason, By = who, Changes = [redaction.Change(change)] };
        await journal.AppendAsync([new JournalEntry(now, JournalKind.Decision, orderId, number, $"{what} by {who}{(reason is null ? "" : $": {reason}")}") { Events = [happened] }], cancellationToken);
        // The message only names the order: what is sent is decided when it is handled.
        await queue.SendAsync(QueueNames.Orders, [new WorkMessage { Type = MessageTypes.PushOrder, Id = orderId, OrderNumber = number, Reason = "override", CorrelationId = ids.New(), EnqueuedAt = now }], null, cancellationToken);
    }
}
