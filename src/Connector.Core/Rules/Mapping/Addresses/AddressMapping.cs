using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: the shop's address parts as the shipping side's address.</summary>
internal sealed class AddressMapping(AddressRules rules)
{
    private readonly StreetParts _streets = new(rules);

    /// <summary>Problems and warnings go to the run; the address is whole unless the run has a problem afterwards.</summary>
    public ShippingAddress Map(MappingRun run, PostalAddress address, AddressLimits limits, bool countryNeeded)
    {
        var company = Company(address, limits, out var department);
        var lines = Street(run, address, limits, department);
        var country = Country(run, address, limits, countryNeeded);
        return new ShippingAddress
        {
            Name = run.Fit(limits.Name, Name(run, address, limits)) ?? "",
            Company = run.Fit(limits.Company, company),
            Street1 = lines.Count > 0 ? lines[0] : null,
            Street2 = lines.Count > 1 ? lines[1] : null,
            Street3 = lines.Count > 2 ? lines[2] : null,
            City = run.Fit(limits.City, TextCleaner.Line(address.City)),
            State = run.Fit(limits.State, StateCodes.Find(run, address, country, limits)),
            PostalCode = run.Fit(limits.PostalCode, TextCleaner.Code(address.PostalCode)),
            Country = country,
            Phone = run.Fit(limits.Phone, TextCleaner.Code(address.Phone) ?? TextCleaner.Code(address.Mobile))
        };
    }

    private static string? Company(PostalAddress address, AddressLimits limits, out string? movedDepartment)
    {
        var company = TextCleaner.Line(address.Company);
        movedDepartment = TextCleaner.Line(address.Department);
        if (movedDepartment is null) return company;
        var both = StreetParts.Join(", ", company, movedDepartment)!;
        if (both.Length > limits.Company.Length) return company;
        movedDepartment = null;
        return both;
    }

    private string Name(MappingRun run, PostalAddress address, AddressLimits limits)
    {
        var name = StreetParts.Join(" ", TextCleaner.Line(address.FirstName), TextCleaner.Line(address.LastName));
        if (name is not null)
        {
            if (!rules.WithTitle) return name;
            var title = StreetParts.Join(" ", TextCleaner.Line(address.Salutation), TextCleaner.Line(address.Title));
            return StreetParts.Join(" ", title, name)!;
        }
        var (instead, origin) = Instead(run.Order, address);
        run.Warn(WarningCodes.NameMissing, limits.Name.Field, $"The address has no name; {origin} is used instead.");
        run.Trace?.Say(limits.Name.Field, origin);
        return instead;
    }

    private static (string Name, string Origin) Instead(Order order, PostalAddress address)
    {
        if (TextCleaner.Line(address.Company) is { } company) return (company, "the company");
        if (TextCleaner.Code(address.Email) is { } email) return (email, "the e-mail of the address");
        if (TextCleaner.Code(order.CustomerEmail) is { } customer) return (customer, "the customer's e-mail");
        return (TextCleaner.Code(order.NumberOrId) ?? order.Id, "the order number");
    }

    private IReadOnlyList<string> Street(MappingRun run, PostalAddress address, AddressLimits limits, string? department)
    {
        var parts = _streets.Compose(address, department);
        var lines = StreetReflow.Fit(parts, rules.LineLength, limits.Street1.Length, out var used, out var changed);
        if (lines is null)
        {
            run.Refuse(ErrorCodes.FieldTooLong, limits.Street3.Field, $"The street does not fit three lines of {limits.Street1.Length} characters.");
            return [];
        }
        if (changed) run.Warn(WarningCodes.AddressReflowed, limits.Street1.Field, "Long street: split over several lines.");
        if (used > rules.LineLength)
        {
            run.Warn(WarningCodes.StreetLineLong, limits.Street1.Field, $"A street line is longer than {rules.LineLength} characters; the carrier may cut it.");
        }
        return lines;
    }

    private static string? Country(MappingRun run, PostalAddress address, AddressLimits limits, bool needed)
    {
        var country = TextCleaner.Code(address.Country)?.ToUpperInvariant();
        if (country is { Length: 2 } && country.All(char.IsAsciiLetterUpper)) return country;
        if (needed) run.Refuse(ErrorCodes.FieldInvalid, limits.Country.Field, "A two-letter country code is required.");
        else run.Warn(WarningCodes.CountryMissing, limits.Country.Field, "No two-letter country code; left out.");
        return null;
    }
}
