namespace Connector.Core.Rules.Labels;

/// <summary>Stable codes of everything that keeps a label back, changes it or refuses it; docs/labels.md has a row for each.</summary>
public static class LabelCodes
{
    // Readiness.
    public const string NotSent = "NotSent";
    public const string ChangePending = "ChangePending";
    public const string NotDue = "NotDue";
    public const string Held = "Held";
    public const string NotPaid = "NotPaid";
    public const string NotOpen = "NotOpen";
    public const string FulfilledByOthers = "FulfilledByOthers";
    public const string HasLabel = "HasLabel";
    public const string VoidedBefore = "VoidedBefore";
    public const string PurchaseOpen = "PurchaseOpen";
    public const string AddressIncomplete = "AddressIncomplete";
    public const string AddressFailed = "AddressFailed";
    public const string AddressNotVerified = "AddressNotVerified";
    public const string WeightMissing = "WeightMissing";
    public const string DimensionsMissing = "DimensionsMissing";
    public const string TooManyPackages = "TooManyPackages";
    public const string CustomsIncomplete = "CustomsIncomplete";
    public const string PromiseMissing = "PromiseMissing";
    public const string ServiceMissing = "ServiceMissing";

    // Offers.
    public const string RateInvalid = "RateInvalid";
    public const string ServiceNotAllowed = "ServiceNotAllowed";
    public const string OtherPackage = "OtherPackage";
    public const string ForeignCurrency = "ForeignCurrency";
    public const string PriceImplausible = "PriceImplausible";
    public const string NotTrackable = "NotTrackable";
    public const string HasWarnings = "HasWarnings";
    public const string NotBuyable = "NotBuyable";
    public const string Dear = "Dear";
    public const string DeliveryUnknown = "DeliveryUnknown";
    public const string Late = "Late";
    public const string QuoteIncomplete = "QuoteIncomplete";
    public const string QuoteOld = "QuoteOld";
    public const string NoRate = "NoRate";

    // Guards.
    public const string ModeIsPropose = "ModeIsPropose";
    public const string ModeIsOff = "ModeIsOff";
    public const string PriceUnknown = "PriceUnknown";
    public const string LabelCap = "LabelCap";
    public const string CapReached = "CapReached";
    public const string CapTooSmall = "CapTooSmall";
    public const string AboveLimit = "AboveLimit";
    public const string AboveCharged = "AboveCharged";
    public const string ChargedUnknown = "ChargedUnknown";
    public const string RateChanged = "RateChanged";
    public const string LowBalance = "LowBalance";
    public const string BalanceAlert = "BalanceAlert";
    public const string TestLabelRefused = "TestLabelRefused";
    public const string CostAboveQuote = "CostAboveQuote";
    public const string UnexplainedCharge = "UnexplainedCharge";

    // Purchases whose outcome was not seen.
    public const string NotSentYet = "NotSentYet";
    public const string NotVisibleYet = "NotVisibleYet";
    public const string OneListOnly = "OneListOnly";
    public const string SeveralLabels = "SeveralLabels";
    public const string VoidedMeanwhile = "VoidedMeanwhile";
    public const string NamedLabelMissing = "NamedLabelMissing";
    public const string ChargedWithoutLabel = "ChargedWithoutLabel";
    public const string ShippedWithoutLabel = "ShippedWithoutLabel";
    public const string TestLabelUnseen = "TestLabelUnseen";
    public const string NotReadable = "NotReadable";

    // Voids.
    public const string OrderStillOpen = "OrderStillOpen";
    public const string AlreadyVoided = "AlreadyVoided";
    public const string Scanned = "Scanned";
    public const string TooOldToVoid = "TooOldToVoid";
    public const string ForeignLabel = "ForeignLabel";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        NotSent, ChangePending, NotDue, Held, NotPaid, NotOpen, FulfilledByOthers, HasLabel, VoidedBefore, PurchaseOpen, AddressIncomplete, AddressFailed,
        AddressNotVerified, WeightMissing, DimensionsMissing, TooManyPackages, CustomsIncomplete, PromiseMissing, ServiceMissing,
        RateInvalid, ServiceNotAllowed, OtherPackage, ForeignCurrency, PriceImplausible, NotTrackable, HasWarnings, NotBuyable, Dear, DeliveryUnknown, Late,
        QuoteIncomplete, QuoteOld, NoRate,
        ModeIsPropose, ModeIsOff, PriceUnknown, LabelCap, CapReached, CapTooSmall, AboveLimit, AboveCharged, ChargedUnknown, RateChanged, LowBalance, BalanceAlert,
        TestLabelRefused, CostAboveQuote, UnexplainedCharge,
        NotSentYet, NotVisibleYet, OneListOnly, SeveralLabels, VoidedMeanwhile, NamedLabelMissing, ChargedWithoutLabel, ShippedWithoutLabel, TestLabelUnseen, NotReadable,
        OrderStillOpen, AlreadyVoided, Scanned, TooOldToVoid, ForeignLabel
    ];
}
