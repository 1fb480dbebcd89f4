using Connector.Core.Model.Orders;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>An address whose parts are fit for a label; every other part of this folder reads such ones.</summary>
internal static class CleanAddress
{
    public static PostalAddress From(MappingRun run, PostalAddress address, AddressLimits limits)
    {
        return address with
        {
            Salutation = Text(address.Salutation, limits.Name),
            Title = Text(address.Title, limits.Name),
            FirstName = Text(address.FirstName, limits.Name),
            LastName = Text(address.LastName, limits.Name),
            Company = Text(address.Company, limits.Company),
            Department = Text(address.Department, limits.Company),
            StreetName = Text(address.StreetName, limits.Street1),
            StreetNumber = Text(address.StreetNumber, limits.Street1),
            AdditionalStreetInfo = Text(address.AdditionalStreetInfo, limits.Street1),
            Building = Text(address.Building, limits.Street1),
            Apartment = Text(address.Apartment, limits.Street1),
            PostOfficeBox = Text(address.PostOfficeBox, limits.Street1),
            AdditionalAddressInfo = Text(address.AdditionalAddressInfo, limits.Street1),
            City = Text(address.City, limits.City),
            State = Text(address.State, limits.State),
            Region = Text(address.Region, limits.State),
            PostalCode = PostalCode(Text(address.PostalCode, limits.PostalCode)),
            Country = TextCleaner.Code(address.Country)?.ToUpperInvariant() ?? "",
            Phone = TextCleaner.Code(address.Phone),
            Mobile = TextCleaner.Code(address.Mobile),
            Email = TextCleaner.Code(address.Email)
        };

        string? Text(string? raw, FieldLimit field)
        {
            var text = LabelText.Line(raw, out var removed);
            if (removed) run.Warn(WarningCodes.CharactersRemoved, field.Field, "Emoji, control characters or others that no label shows were taken out.");
            return text;
        }
    }

    /// <summary>Full-width digits and letters, as Japanese keyboards write them, as ordinary ones.</summary>
    private static string? PostalCode(string? text)
    {
        if (text is null || text.All(static c => c is < '\uFF01' or > '\uFF5E' && c != '\u3012')) return text;
        return new string([.. text.Where(static c => c != '\u3012').Select(static c => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c)]).Trim();
    }
}
