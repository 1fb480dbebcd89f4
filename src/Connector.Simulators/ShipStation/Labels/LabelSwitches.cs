namespace Connector.Simulators.ShipStation.Labels;

/// <summary>How rates, labels, batches and money behave; set while the simulator runs by <c>POST /__sim/labelling</c>. Names and defaults are listed in docs/shipstation-simulator.md.</summary>
internal sealed record LabelSwitches
{
    /// <summary>Until a label that was bought by a call is in the lists of V1, and of V2.</summary>
    public double VisibilitySecondsV1 { get; init; } = 2;
    public double VisibilitySecondsV2 { get; init; } = 2;

    /// <summary>Of all prices; and of those at purchase alone.</summary>
    public decimal PriceFactor { get; init; } = 1m;
    public decimal PurchasePriceFactor { get; init; } = 1m;

    /// <summary>How much heavier the carrier finds a parcel.</summary>
    public decimal CarrierWeightFactor { get; init; } = 1m;

    /// <summary>Days from an approved void to the money, by carrier code; at once for one that is not named.</summary>
    public Dictionary<string, int> RefundDays { get; init; } = new(StringComparer.Ordinal) { ["stamps_com"] = 14 };
    public int VoidWindowDays { get; init; } = 28;
    public int AdjustmentDays { get; init; } = 3;

    /// <summary>A USPS label that nobody scanned is voided after so many days; 0: never.</summary>
    public int RefundAssistDays { get; init; } = 21;
    public double RateHours { get; init; } = 24;

    /// <summary>Violations that are refused instead of charged: their words, or "all".</summary>
    public string[] Refuse { get; init; } = [];

    /// <summary>Carrier codes that quote and sell nothing.</summary>
    public string[] CarriersDown { get; init; } = [];

    /// <summary>What is strange about V2 rates: null_delivery_days, null_date, invalid_cheapest, foreign_currency, zero_amount.</summary>
    public string[] RateOddities { get; init; } = [];

    /// <summary>The first so many rate responses of a shipment are still "working".</summary>
    public int RatesWorkingPolls { get; init; }

    /// <summary>A second account of stamps_com is connected.</summary>
    public bool SecondAccount { get; init; }

    /// <summary>Whether the account has an active manual store.</summary>
    public bool ManualStore { get; init; } = true;
    public bool IgnoreUnknownFields { get; init; }

    /// <summary>V1 reports missing funds as 500 with an exception instead of 400.</summary>
    public bool FundsAsException { get; init; }
    public bool IgnoreBodyDimensions { get; init; }

    /// <summary>So long after its last write an order cannot be labelled by V1; 0: at once.</summary>
    public double AddressSettlingSeconds { get; init; }

    /// <summary>The account fills missing customs lines from the items.</summary>
    public bool AutoCustoms { get; init; }

    /// <summary>How many reads of a new V2 label say "processing", and what it is after them: completed or error.</summary>
    public int ProcessingPolls { get; init; }
    public string ProcessingEndsIn { get; init; } = "completed";

    /// <summary>The packages of a label come with the master last.</summary>
    public bool MasterLast { get; init; }

    /// <summary>A document is missing for so long after the purchase.</summary>
    public double DownloadMissingSeconds { get; init; }

    /// <summary>Null: none; "self": to the simulator itself; else the address to redirect to.</summary>
    public string? DownloadRedirect { get; init; }
    public int? DownloadTruncateAt { get; init; }

    /// <summary>Pages of a PDF for one parcel: a second is a packing slip.</summary>
    public int PdfPages { get; init; } = 1;

    /// <summary>Status of a link that is older than 90 days.</summary>
    public int ExpiredLinkStatus { get; init; } = 404;
    public double BatchSeconds { get; init; } = 9;

    /// <summary>Batches stay in "processing".</summary>
    public bool BatchStuck { get; init; }

    /// <summary>Order numbers that a batch neither labels nor reports.</summary>
    public string[] BatchLoses { get; init; } = [];

    /// <summary>A wallet below the limit is filled by the amount after the minutes; an amount of 0: never.</summary>
    public decimal AutoFundBelow { get; init; } = 50m;
    public decimal AutoFundAmount { get; init; }
    public double AutoFundMinutes { get; init; } = 15;

    public bool Refuses(string violation) => Refuse.Contains(violation) || Refuse.Contains("all");
}
