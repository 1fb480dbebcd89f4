using Connector.Core.Model.Messages;
using Connector.Core.Ports;

namespace Connector.Core.Engine.Watch;

/// <summary>What people wrote about an order: notes and reasons at its errors, and values that they set for its fields.</summary>
public sealed class PeoplesWords(IErrorCases cases, IOrderOverrides overrides, Redaction redaction)
{
    private static readonly string[] s_work = [MessageTypes.PushOrder, MessageTypes.RecordShipment, MessageTypes.RecordOrderStatus, MessageTypes.BuyLabel];

    /// <param name="looksOnly">True: nothing is removed.</param>
    public async Task<IReadOnlyList<ErasedPart>> EraseAsync(string orderId, bool looksOnly, CancellationToken cancellationToken) =>
        [.. new[] { await NotesAsync(orderId, looksOnly, cancellationToken), await ValuesAsync(orderId, looksOnly, cancellationToken) }.OfType<ErasedPart>()];

    private async Task<ErasedPart?> NotesAsync(string orderId, bool looksOnly, CancellationToken cancellationToken)
    {
        var noted = (await cases.GetAsync([.. s_work.Select(work => ErrorCase.KeyOf(work, orderId, ""))], cancellationToken)).Where(static c => c.Note is not null || c.Reason is not null).ToList();
        using var digest = new ErasureDigest();
        foreach (var one in noted) digest.Add(one.Note + one.Reason);
        if (!looksOnly && noted.Count > 0) await cases.PutAsync([.. noted.Select(static c => c with { Note = null, Reason = null })], cancellationToken);
        return Part(ErasedPlaces.Notes, digest);
    }

    private async Task<ErasedPart?> ValuesAsync(string orderId, bool looksOnly, CancellationToken cancellationToken)
    {
        using var digest = new ErasureDigest();
        foreach (var value in await overrides.ListAsync([orderId], cancellationToken)) digest.Add(value.Value + value.Reason);
        if (!looksOnly) await overrides.RemoveAsync(orderId, null, cancellationToken);
        return Part(ErasedPlaces.Values, digest);
    }

    private ErasedPart? Part(string place, ErasureDigest digest) =>
        digest.ToContent() is { Count: > 0 } erased ? new ErasedPart(place, erased.Count, redaction.Fingerprint(erased.Digest!)) : null;
}
