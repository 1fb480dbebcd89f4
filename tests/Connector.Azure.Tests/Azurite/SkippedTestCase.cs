using Xunit.Abstractions;
using Xunit.Sdk;

namespace Connector.Azure.Tests.Azurite;

/// <summary>A test that is not run, with the reason.</summary>
public sealed class SkippedTestCase : XunitTestCase
{
    private string _reason = "";

    public SkippedTestCase(
        IMessageSink messages, TestMethodDisplay display, TestMethodDisplayOptions options, ITestMethod method, string reason)
        : base(messages, display, options, method)
    {
        _reason = reason;
        SkipReason = reason;
    }

    /// <summary>For the test platform, which reads test cases back.</summary>
    [Obsolete("For deserialization only.")]
    public SkippedTestCase()
    {
    }

    public override void Serialize(IXunitSerializationInfo data)
    {
        base.Serialize(data);
        data.AddValue(nameof(SkipReason), _reason);
    }

    public override void Deserialize(IXunitSerializationInfo data)
    {
        base.Deserialize(data);
        _reason = data.GetValue<string>(nameof(SkipReason));
        SkipReason = _reason;
    }
}
