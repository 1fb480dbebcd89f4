using Connector.Core.Model.Messages;

namespace Connector.Core.Rules.Mapping;

/// <summary>Stable codes of mapping warnings; <see cref="TagRules.OnWarning"/> names them. Codes of refusals are in <see cref="ErrorCodes"/>.</summary>
public static class WarningCodes
{
    public const string AddressReflowed = "AddressReflowed";
    public const string StreetLineLong = "StreetLineLong";
    public const string NameMissing = "NameMissing";
    public const string CountryMissing = "CountryMissing";
    public const string StateUnknown = "StateUnknown";
    public const string CharactersRemoved = "CharactersRemoved";
    public const string AddressIncomplete = "AddressIncomplete";
    public const string RegionMoved = "RegionMoved";
    public const string PhoneMissing = "PhoneMissing";
    public const string PhoneUnreadable = "PhoneUnreadable";
    public const string CountryChanged = "CountryChanged";
    public const string MissingWeight = "MissingWeight";
    public const string WeightOutOfRange = "WeightOutOfRange";
    public const string SizeOutOfRange = "SizeOutOfRange";
    public const string NoBox = "NoBox";
    public const string TextShortened = "TextShortened";
    public const string ValueLeftOut = "ValueLeftOut";
    public const string DefaultTaken = "DefaultTaken";
    public const string Held = "Held";
    public const string TotalsDiffer = "TotalsDiffer";
    public const string CustomsIncomplete = "CustomsIncomplete";
    public const string UnmappedShippingMethod = "UnmappedShippingMethod";

    /// <summary>All of them, for the validation of rules that name one.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        AddressReflowed, StreetLineLong, NameMissing, CountryMissing, StateUnknown, CharactersRemoved, AddressIncomplete, RegionMoved,
        PhoneMissing, PhoneUnreadable, CountryChanged, MissingWeight, WeightOutOfRange, SizeOutOfRange, NoBox, TextShortened,
        ValueLeftOut, DefaultTaken, Held, TotalsDiffer, CustomsIncomplete, UnmappedShippingMethod
    ];
}
