namespace Connector.Core.Model.Orders;

/// <summary>A postal address as the shop holds it: every part optional, nothing assembled yet.</summary>
public sealed record PostalAddress
{
    public string? Id { get; init; }
    public string? Key { get; init; }
    public string? Title { get; init; }
    public string? Salutation { get; init; }
    public string? FirstName { get; init; }
    public string? LastName { get; init; }
    public string? Company { get; init; }
    public string? Department { get; init; }
    public string? StreetName { get; init; }
    public string? StreetNumber { get; init; }
    public string? AdditionalStreetInfo { get; init; }
    public string? Building { get; init; }
    public string? Apartment { get; init; }
    public string? PostOfficeBox { get; init; }
    public string? City { get; init; }
    public string? Region { get; init; }
    public string? State { get; init; }
    public string? PostalCode { get; init; }

    /// <summary>ISO 3166-1 alpha-2, upper case; empty when the shop has none.</summary>
    public string Country { get; init; } = "";
    public string? Phone { get; init; }
    public string? Mobile { get; init; }
    public string? Email { get; init; }
    public string? AdditionalAddressInfo { get; init; }
    public string? ExternalId { get; init; }
}
