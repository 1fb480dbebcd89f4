using Connector.Core.Model.Messages;
using Connector.Core.Model.Orders;
using Connector.Core.Model.Shipping;
using Connector.Core.Rules.Mapping.Places;
using Connector.Core.Rules.Mapping.Texts;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: the shop's address parts as the shipping side's address.</summary>
internal sealed class AddressMapping(AddressRules rules)
{
    private readonly StreetParts _streets = new(rules);

    /// <summary>Where goods go to. Name and phone that it lacks are those of the billing address; what it cannot do without, and nobody has, is for the rules.</summary>
    public ShippingAddress ShipTo(MappingRun run, PostalAddress address)
    {
        var billing = run.Order.BillingAddress is { } other ? CleanAddress.From(run, other, FieldLimits.BillTo) : null;
        var shipTo = Map(run, address, FieldLimits.ShipTo, countryNeeded: true, billing);
        if (run.Problem is null) Complete(run, shipTo);
        return shipTo;
    }

    /// <summary>Nothing ships there, so that nothing need be complete.</summary>
    public ShippingAddress BillTo(MappingRun run, PostalAddress address) => Map(run, address, FieldLimits.BillTo, countryNeeded: false, instead: null);

    /// <summary>Problems and warnings go to the run; the address is whole unless the run has a problem afterwards.</summary>
    private ShippingAddress Map(MappingRun run, PostalAddress raw, AddressLimits limits, bool countryNeeded, PostalAddress? instead)
    {
        var address = CleanAddress.From(run, raw, limits);
        var company = Company(address, limits, out var department);
        var country = Country(run, address, limits, countryNeeded);
        address = address with { Country = country ?? address.Country };
        var state = State(run, address, country, limits);
        var lines = Street(run, address, limits, department, state.Beside);
        return new ShippingAddress
        {
            Name = run.Fit(limits.Name, Name(run, address, limits, instead)) ?? "",
            Company = run.Fit(limits.Company, company),
            Street1 = lines.Count > 0 ? lines[0] : null,
            Street2 = lines.Count > 1 ? lines[1] : null,
            Street3 = lines.Count > 2 ? lines[2] : null,
            City = run.Fit(limits.City, address.City),
            State = run.Fit(limits.State, state.State),
            PostalCode = run.Fit(limits.PostalCode, address.PostalCode),
            Country = country,
            Phone = run.Fit(limits.Phone, Phone(run, address, limits, instead))
        };
    }

    private void Complete(MappingRun run, ShippingAddress shipTo)
    {
        var missing = AddressNeeds.Missing(shipTo);
        if (missing.Count == 0) return;
        var field = FieldOf(missing[0]).Field;
        var text = $"The shipping address ({shipTo.Country}) has no {string.Join(", ", missing.Select(Word))}.";
        // Without a postal code ShipStation takes no order, held or not.
        if (rules.WhenIncomplete == IncompleteAddressChoice.Reject || missing.Contains(AddressPart.PostalCode))
        {
            run.Refuse(ErrorCodes.MissingAddress, field, text);
        }
        else if (rules.WhenIncomplete == IncompleteAddressChoice.Hold)
        {
            run.Hold(field, text);
        }
        run.Warn(WarningCodes.AddressIncomplete, field, text);
    }

    private static string Word(AddressPart part) => part switch
    {
        AddressPart.Street => "street or post-office box",
        AddressPart.City => "city",
        AddressPart.PostalCode => "postal code",
        _ => "state or province"
    };

    private static FieldLimit FieldOf(AddressPart part) => part switch
    {
        AddressPart.Street => FieldLimits.ShipTo.Street1,
        AddressPart.City => FieldLimits.ShipTo.City,
        AddressPart.PostalCode => FieldLimits.ShipTo.PostalCode,
        _ => FieldLimits.ShipTo.State
    };

    private static string? Company(PostalAddress address, AddressLimits limits, out string? movedDepartment)
    {
        var company = address.Company;
        movedDepartment = address.Department;
        if (movedDepartment is null) return company;
        var both = StreetParts.Join(", ", company, movedDepartment)!;
        if (both.Length > limits.Company.Length) return company;
        movedDepartment = null;
        return both;
    }

    private static StateChoice State(MappingRun run, PostalAddress address, string? country, AddressLimits limits)
    {
        var choice = StateChoice.From(address, country);
        if (!choice.Known) run.Warn(WarningCodes.StateUnknown, limits.State.Field, $"Not a state or province of {country}; sent unchanged.");
        if (choice.Beside is not null)
        {
            run.Warn(WarningCodes.RegionMoved, limits.Street1.Field, "State and region say different things; what is not the state stands with the street.");
        }
        return choice;
    }

    private string Name(MappingRun run, PostalAddress address, AddressLimits limits, PostalAddress? instead)
    {
        if (Person(address) is { } name) return name;
        var (other, origin) = Instead(run.Order, address, instead);
        run.Warn(WarningCodes.NameMissing, limits.Name.Field, $"The address has no name; {origin} is used instead.");
        run.Trace?.Say(limits.Name.Field, origin);
        return other;
    }

    private string? Person(PostalAddress address)
    {
        var name = StreetParts.Join(" ", address.FirstName, address.LastName);
        if (name is null || !rules.WithTitle) return name;
        return StreetParts.Join(" ", StreetParts.Join(" ", address.Salutation, address.Title), name);
    }

    private (string Name, string Origin) Instead(Order order, PostalAddress address, PostalAddress? billing)
    {
        if (address.Company is { } company) return (company, "the company");
        if (billing is not null && Person(billing) is { } payer) return (payer, "the name of the billing address");
        if (billing?.Company is { } payingCompany) return (payingCompany, "the company of the billing address");
        if (address.Email is { } email) return (email, "the e-mail of the address");
        if (TextCleaner.Code(order.CustomerEmail) is { } customer) return (customer, "the customer's e-mail");
        return (TextCleaner.Code(order.NumberOrId) ?? order.Id, "the order number");
    }

    private static string? Phone(MappingRun run, PostalAddress address, AddressLimits limits, PostalAddress? billing)
    {
        var own = address.Phone ?? address.Mobile;
        var raw = own ?? billing?.Phone ?? billing?.Mobile;
        if (raw is null) return null;
        if (own is null)
        {
            run.Warn(WarningCodes.PhoneMissing, limits.Phone.Field, "The address has no phone; that of the billing address is used instead.");
            run.Trace?.Say(limits.Phone.Field, "the phone of the billing address");
        }
        var phone = PhoneText.From(raw, own is null ? billing!.Country : address.Country);
        if (!phone.Read) run.Warn(WarningCodes.PhoneUnreadable, limits.Phone.Field, "Not a phone number that can be read; sent unchanged.");
        if (phone.Extension is not null) run.Warn(WarningCodes.ValueLeftOut, limits.Phone.Field, "The extension of the phone number is left out.");
        return phone.Text;
    }

    private IReadOnlyList<string> Street(MappingRun run, PostalAddress address, AddressLimits limits, params ReadOnlySpan<string?> more)
    {
        var parts = _streets.Compose(address, more);
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
        if (address.Country is { Length: 2 } country && country.All(char.IsAsciiLetterUpper))
        {
            var known = CountryCodes.Known(country);
            if (known != country) run.Warn(WarningCodes.CountryChanged, limits.Country.Field, $"{country} is no country to carriers; {known} is sent.");
            return known;
        }
        if (needed) run.Refuse(ErrorCodes.FieldInvalid, limits.Country.Field, "A two-letter country code is required.");
        else run.Warn(WarningCodes.CountryMissing, limits.Country.Field, "No two-letter country code; left out.");
        return null;
    }
}
