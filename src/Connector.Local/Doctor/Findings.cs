using Connector.Core.Model.Messages;
using Connector.Operations.Api;

namespace Connector.Local.Doctor;

/// <summary>What the checks found.</summary>
internal sealed class Findings
{
    private readonly List<Finding> _all;

    public Findings() : this([]) { }

    public Findings(IEnumerable<Finding> all) => _all = [.. all];

    public IReadOnlyList<Finding> All => _all;

    /// <summary>A vendor did not respond.</summary>
    public bool Unreachable { get; private set; }

    public void Ok(string area, string check, string text) => _all.Add(new Finding(area, check, Verdict.Ok, text, null));
    public void Warn(string area, string check, string text, string fix) => _all.Add(new Finding(area, check, Verdict.Warn, text, fix));
    public void Fail(string area, string check, string text, string fix) => _all.Add(new Finding(area, check, Verdict.Fail, text, fix));

    /// <summary>Makes the calls; a refusal becomes a finding and the result is null.</summary>
    /// <param name="whenRefused">The fix for refused credentials or a lacking scope.</param>
    public async Task<T?> AskAsync<T>(string area, string check, Func<Task<T>> ask, string whenRefused) where T : class
    {
        try
        {
            return await ask();
        }
        catch (ConnectorException e) when (e is not StorageException)
        {
            Take(area, check, e, whenRefused);
            return null;
        }
    }

    private void Take(string area, string check, ConnectorException e, string whenRefused)
    {
        switch (e.Kind)
        {
            case FailureKind.Unauthorized:
                Fail(area, check, e.Message, whenRefused);
                break;
            case FailureKind.RateLimited:
                Warn(area, check, e.Message, e.RetryAt is { } at ? $"Run doctor again after {at:u}." : "Run doctor again in a minute.");
                break;
            case FailureKind.Transient:
                Unreachable = true;
                Fail(area, check, e.Code == ErrorCodes.ConnectionFailed ? "could not connect" : e.Message, "Check the address in the settings and the network; then run doctor again.");
                break;
            default:
                Fail(area, check, e.Message, "See the response above; correct the setting that it names.");
                break;
        }
    }
}
