using Connector.Simulators.Commercetools.Predicates;
using Connector.Simulators.Commercetools.Storage;

namespace Connector.Simulators.Commercetools.Search;

/// <summary>Answers a predicate from the members that a stored order keeps beside its document, so that most rows of a poll are never parsed.</summary>
internal static class HeaderCheck
{
    /// <summary>Null when only the document can tell.</summary>
    public static bool? Decide(Condition condition, StoredOrder row)
    {
        switch (condition)
        {
            case AllOf all: return Every(all.Parts, row, stopAt: false);
            case AnyOf any: return Every(any.Parts, row, stopAt: true);
            case Negated not: return !Decide(not.Inner, row);
            case Compare compare:
                return compare.Field switch
                {
                    "id" => compare.Holds(compare.Value.CompareText(row.Id)),
                    "version" => compare.Holds(compare.Value.CompareNumber(row.Version)),
                    "lastModifiedAt" => compare.Holds(compare.Value.CompareInstant(row.ModifiedAt)),
                    "orderNumber" when row.Number is not null => compare.Holds(compare.Value.CompareText(row.Number)),
                    "orderState" when row.State is not null => compare.Holds(compare.Value.CompareText(row.State)),
                    "paymentState" when row.PaymentState is not null => compare.Holds(compare.Value.CompareText(row.PaymentState)),
                    _ => null,
                };
            case OneOf { Field: "id" } oneOf: return oneOf.Not != oneOf.HasText(row.Id);
            case OneOf { Field: "orderNumber" } oneOf when row.Number is not null: return oneOf.Not != oneOf.HasText(row.Number);
            case OneOf { Field: "orderState" } oneOf when row.State is not null: return oneOf.Not != oneOf.HasText(row.State);
            case OneOf { Field: "paymentState" } oneOf when row.PaymentState is not null: return oneOf.Not != oneOf.HasText(row.PaymentState);
            default: return null;
        }
    }

    private static bool? Every(IReadOnlyList<Condition> parts, StoredOrder row, bool stopAt)
    {
        bool? result = !stopAt;
        foreach (var part in parts)
        {
            var decided = Decide(part, row);
            if (decided == stopAt) return stopAt;
            if (decided is null) result = null;
        }
        return result;
    }
}
