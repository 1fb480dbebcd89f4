using System.Net;
using System.Text;

namespace Connector.Azure.Tests.CommercetoolsSdk;

/// <summary>Stands where the network begins: gives tokens, and answers everything else as the test says.</summary>
internal sealed class StubNetwork
{
    /// <summary>Takes the number of the call, from 1.</summary>
    public Func<int, HttpResponseMessage> Response { get; set; } = static _ => throw new InvalidOperationException("No answer is set.");
    public bool RefuseToken { get; set; }

    /// <summary>Without token calls.</summary>
    public List<HttpRequestMessage> Calls { get; } = [];

    /// <summary>Delays on it are over at once; it does not move.</summary>
    public TimeProvider Clock { get; } = new Hasty();

    public HttpMessageHandler Handler() => new Ends(this);

    private sealed class Ends(StubNetwork network) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.AbsolutePath == "/oauth/token")
            {
                return Task.FromResult(new HttpResponseMessage(network.RefuseToken ? HttpStatusCode.Unauthorized : HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"access_token":"token","token_type":"Bearer","expires_in":172800}""", Encoding.UTF8, "application/json")
                });
            }
            network.Calls.Add(request);
            return Task.FromResult(network.Response(network.Calls.Count));
        }
    }

    private sealed class Hasty : TimeProvider
    {
        private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(10);

        public override DateTimeOffset GetUtcNow() => new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime <= LongestDelay && dueTime >= TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }
}
