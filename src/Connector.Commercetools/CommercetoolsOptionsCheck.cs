using Microsoft.Extensions.Options;

namespace Connector.Commercetools;

/// <summary>Every message names the configuration key; none shows a value that could be a secret.</summary>
internal sealed class CommercetoolsOptionsCheck : IValidateOptions<CommercetoolsOptions>
{
    public ValidateOptionsResult Validate(string? name, CommercetoolsOptions options)
    {
        List<string> faults = [];
        Required(faults, nameof(options.ProjectKey), options.ProjectKey);
        if ((options.ProjectKey ?? "").Any(c => !(char.IsAsciiLetterOrDigit(c) || c is '-' or '_')))
        {
            faults.Add(Key(nameof(options.ProjectKey)) + " may hold letters, digits, dashes and underscores only.");
        }

        Required(faults, nameof(options.ClientId), options.ClientId);
        Required(faults, nameof(options.ClientSecret), options.ClientSecret);
        Address(faults, nameof(options.ApiBaseAddress), options.ApiBaseAddress);
        Address(faults, nameof(options.AuthorizationBaseAddress), options.AuthorizationBaseAddress);
        if (options.Transport is not (null or "" or "Http" or "Sdk")) faults.Add(Key(nameof(options.Transport)) + " must be Http or Sdk.");
        Range(faults, nameof(options.TimeoutSeconds), options.TimeoutSeconds, 1, 300);
        Range(faults, nameof(options.MaxResponseMegabytes), options.MaxResponseMegabytes, 1, 512);
        Range(faults, nameof(options.MaxOrderMegabytes), options.MaxOrderMegabytes, 1, 512);
        Range(faults, nameof(options.MaxConcurrentRequests), options.MaxConcurrentRequests, 1, 100);
        Range(faults, nameof(options.ReferenceMinutes), options.ReferenceMinutes, 0, 1440);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static void Required(List<string> faults, string member, string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) faults.Add(Key(member) + " is missing.");
    }

    private static void Address(List<string> faults, string member, string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            faults.Add(Key(member) + " is missing.");
        }
        else if (!Uri.TryCreate(value, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http"))
        {
            faults.Add(Key(member) + " must be an absolute https address.");
        }
        else if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            faults.Add(Key(member) + " must be a plain address, without credentials, query or fragment.");
        }
        else if (address.Scheme == "http" && !address.IsLoopback)
        {
            faults.Add(Key(member) + " must be https; http is allowed for addresses of this machine only.");
        }
    }

    private static void Range(List<string> faults, string member, int value, int least, int most)
    {
        if (value < least || value > most) faults.Add($"{Key(member)} must be between {least} and {most}.");
    }

    private static string Key(string member) => $"{CommercetoolsOptions.SectionName}:{member}";
}
