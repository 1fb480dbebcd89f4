using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Connector.Azure.Tests.Azurite;

/// <summary>
/// The storage emulator's table service, one for the test process: started when the first test asks for it, gone when the process ends (its standard input
/// closes then, however the process ends). It keeps everything in memory, so tests take table names of their own instead of cleaning up.
/// </summary>
public sealed class AzuriteTables
{
    private const int Tries = 5;
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static readonly IReadOnlyList<string> Others = [.. Enumerable.Range(1, 40).Select(static i => string.Create(CultureInfo.InvariantCulture, $"app{i}"))];

    // Ends with its parent: a test run that is killed leaves nothing behind.
    private const string EndsWithParent = "process.stdin.resume();process.stdin.on('end',()=>process.exit(0));require(process.argv[1])";

    private static readonly Lazy<Task<AzuriteTables>> Running = new(static () => Task.Run(StartAsync));

    private readonly int _port;
    private int _accounts;

    private AzuriteTables(int port) => _port = port;

    /// <summary>The emulator's own account, the same everywhere; no secret.</summary>
    public string ConnectionString => To(Account);

    /// <summary>An account that no other test uses, for an app in a process of its own: its tables have the names that they have in Azure.</summary>
    public string TakeAccount() => To(Others.ElementAt(Interlocked.Increment(ref _accounts) - 1));

    public static Task<AzuriteTables> GetAsync() => Running.Value;

    /// <summary>Letters and digits that no other test uses, to put before table names.</summary>
    public static string NewPrefix() => $"t{Guid.NewGuid():N}";

    private string To(string account) =>
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint=http://127.0.0.1:{_port.ToString(CultureInfo.InvariantCulture)}/{account};";

    private static async Task<AzuriteTables> StartAsync()
    {
        var main = AzuriteInstallation.Ensure();
        var reported = "";
        for (var i = 0; i < Tries; i++)
        {
            // Someone else may take the port before the emulator does: then it ends, and another one is tried.
            var port = FreePort();
            (var listening, reported) = await StartAsync(main, port);
            if (listening) return new AzuriteTables(port);
        }
        throw new InvalidOperationException($"The storage emulator does not start: {reported}");
    }

    private static async Task<(bool Listening, string WrittenBack)> StartAsync(string main, int port)
    {
        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "-e", EndsWithParent, main, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                "--tableHost", "127.0.0.1", "--tablePort", port.ToString(CultureInfo.InvariantCulture)
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', Others.Prepend(Account).Select(static name => $"{name}:{Key}")) }
        })!;
        var reported = new StringBuilder();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(started.Task, process.WaitForExitAsync());
        return started.Task.IsCompleted && await ResponsesAsync(port) ? (true, "") : (false, reported.ToString());

        void Hear(string? line)
        {
            lock (reported) reported.AppendLine(line);
            if (line?.Contains("successfully started", StringComparison.Ordinal) is true) started.TrySetResult();
        }
    }

    /// <summary>True for any response: the service responds.</summary>
    private static async Task<bool> ResponsesAsync(int port)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{Account}/Tables"));
            return response.Headers.Contains("x-ms-request-id");
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
