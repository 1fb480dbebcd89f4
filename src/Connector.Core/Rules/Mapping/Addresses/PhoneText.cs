using PhoneNumbers;

namespace Connector.Core.Rules.Mapping.Addresses;

/// <summary>Pure: a phone number in the form that carriers take everywhere (E.164: "+15035550142").</summary>
/// <param name="Text">As it was when <paramref name="Read"/> is false.</param>
/// <param name="Extension">What was dialled behind it and has no place in that form.</param>
internal readonly record struct PhoneText(string Text, bool Read, string? Extension)
{
    /// <summary>Longer texts are no number; the reader of numbers is not asked.</summary>
    private const int MaxLength = 60;

    /// <param name="country">For numbers without the country's own.</param>
    public static PhoneText From(string text, string? country)
    {
        if (text.Length > MaxLength) return new PhoneText(text, Read: false, Extension: null);
        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(text, country);
            return numbers.IsPossibleNumberWithReason(number) == PhoneNumberUtil.ValidationResult.IS_POSSIBLE
                ? new PhoneText(numbers.Format(number, PhoneNumberFormat.E164), Read: true, string.IsNullOrEmpty(number.Extension) ? null : number.Extension)
                : new PhoneText(text, Read: false, Extension: null);
        }
        catch (NumberParseException)
        {
            return new PhoneText(text, Read: false, Extension: null);
        }
    }
}
