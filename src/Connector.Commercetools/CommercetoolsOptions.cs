using System.ComponentModel.DataAnnotations;

namespace Connector.Commercetools;

/// <summary>How to reach one commercetools project (section "Commercetools"). Checked at start.</summary>
public sealed class CommercetoolsOptions
{
    public const string SectionName = "Commercetools";

    public string ProjectKey { get; set; } = "";
    public string ClientId { get; set; } = "";
    public string ClientSecret { get; set; } = "";

    /// <summary>Scopes separated by blanks, each with the project key behind a colon. Null asks for all that the client has.</summary>
    public string? Scope { get; set; }

    /// <summary>Of the region, such as https://api.us-central1.gcp.commercetools.com.</summary>
    public string ApiBaseAddress { get; set; } = "";

    /// <summary>Of the region, such as https://auth.us-central1.gcp.commercetools.com.</summary>
    public string AuthorizationBaseAddress { get; set; } = "";

    /// <summary>What carries the order calls: "Http" (our own client) or "Sdk" (the vendor's). Null: Sdk in the function app. The local host has Http only.</summary>
    [AllowedValues(null, "Http", "Sdk")]
    public string? Transport { get; set; }

    /// <summary>For one attempt, from the first byte sent to the last byte read.</summary>
    [Range(1, 300)]
    public int TimeoutSeconds { get; set; } = 30;

    /// <summary>Longest response to a query.</summary>
    [Range(1, 512)]
    public int MaxResponseMegabytes { get; set; } = 64;

    /// <summary>Longest document of one order. The vendor's own limit is 16.</summary>
    [Range(1, 512)]
    public int MaxOrderMegabytes { get; set; } = 16;

    /// <summary>Requests under way at the same moment, over all flows of this process.</summary>
    [Range(1, 100)]
    public int MaxConcurrentRequests { get; set; } = 10;

    /// <summary>Whether orders are read with their payments, for the day and the method of payment and for orders without a payment state. Needs the scope view_payments.</summary>
    public bool ExpandPayments { get; set; } = true;

    /// <summary>How long channels, methods, states and Types are kept before they are read again.</summary>
    [Range(0, 1440)]
    public int ReferenceMinutes { get; set; } = 5;
}
