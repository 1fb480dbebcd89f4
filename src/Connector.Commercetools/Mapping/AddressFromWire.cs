using Connector.Commercetools.Wire;
using Connector.Core.Model.Orders;

namespace Connector.Commercetools.Mapping;

internal static class AddressFromWire
{
    private static readonly PostalAddress Nothing = new();

    /// <summary>Null for an address in which nothing is filled in.</summary>
    internal static PostalAddress? Read(WireAddress? wire)
    {
        if (wire is null) return null;
        var address = new PostalAddress
        {
            Id = Blank.ToNull(wire.Id),
            Key = Blank.ToNull(wire.Key),
            Title = Blank.ToNull(wire.Title),
            Salutation = Blank.ToNull(wire.Salutation),
            FirstName = Blank.ToNull(wire.FirstName),
            LastName = Blank.ToNull(wire.LastName),
            Company = Blank.ToNull(wire.Company),
            Department = Blank.ToNull(wire.Department),
            StreetName = Blank.ToNull(wire.StreetName),
            StreetNumber = Blank.ToNull(wire.StreetNumber),
            AdditionalStreetInfo = Blank.ToNull(wire.AdditionalStreetInfo),
            Building = Blank.ToNull(wire.Building),
            Apartment = Blank.ToNull(wire.Apartment),
            PostOfficeBox = Blank.ToNull(wire.POBox),
            City = Blank.ToNull(wire.City),
            Region = Blank.ToNull(wire.Region),
            State = Blank.ToNull(wire.State),
            PostalCode = Blank.ToNull(wire.PostalCode),
            Country = wire.Country?.Trim().ToUpperInvariant() ?? "",
            Phone = Blank.ToNull(wire.Phone),
            Mobile = Blank.ToNull(wire.Mobile),
            Email = Blank.ToNull(wire.Email),
            AdditionalAddressInfo = Blank.ToNull(wire.AdditionalAddressInfo),
            ExternalId = Blank.ToNull(wire.ExternalId)
        };
        return address == Nothing ? null : address;
    }
}
