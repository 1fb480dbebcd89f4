using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Connector.Core.Engine.Watch;

public static class OptionsChecks
{
    /// <summary>Checks the attributes of the members. The messages are those of the attributes alone, which name the setting; the framework would name the class.</summary>
    public static OptionsBuilder<T> ValidateMembers<T>(this OptionsBuilder<T> options) where T : class
    {
        options.Services.AddSingleton<IValidateOptions<T>>(new MemberCheck<T>());
        return options;
    }

    private sealed class MemberCheck<T> : IValidateOptions<T> where T : class
    {
        public ValidateOptionsResult Validate(string? name, T options)
        {
            var problems = new List<ValidationResult>();
            return Validator.TryValidateObject(options, new ValidationContext(options), problems, validateAllProperties: true)
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(problems.Select(static p => p.ErrorMessage ?? "A setting is not valid."));
        }
    }
}
