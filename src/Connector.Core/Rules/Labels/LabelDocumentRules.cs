using System.ComponentModel.DataAnnotations;
using Connector.Core.Model.Labels;

namespace Connector.Core.Rules.Labels;

/// <summary>The labels' documents. They hold names and addresses.</summary>
public sealed class LabelDocumentRules
{
    /// <summary>Pdf; with Route V2 also Png and Zpl. Only Pdf is merged.</summary>
    public DocumentFormat Format { get; set; } = DocumentFormat.Pdf;

    /// <summary>4x6 or letter; V1 takes the account's own setting.</summary>
    [AllowedValues("4x6", "letter")]
    public string Layout { get; set; } = "4x6";

    /// <summary>Documents are deleted after this time: d.hh:mm:ss.</summary>
    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(14);

    /// <summary>How the documents of a batch are sorted. Empty: by location, carrier and bin.</summary>
    public IList<PrintSort> SortBy { get; set; } = [];
}

/// <summary>What documents are sorted by.</summary>
public enum PrintSort
{
    /// <summary>Key of the location.</summary>
    Location,

    /// <summary>Code of the carrier, then of the service.</summary>
    Carrier,

    /// <summary>Warehouse location of the first item.</summary>
    Bin,

    /// <summary>Number of the order.</summary>
    Order
}
