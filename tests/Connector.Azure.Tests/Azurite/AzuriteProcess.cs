using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Connector.Azure.Tests.Azurite;

/// <summary>One service of the storage emulator in a process of its own: it ends when the test process does, however that ends, because its standard input closes then.</summary>
internal static class AzuriteProcess
{
    private const int Tries = 5;

    // Ends with its parent: a test run that is killed leaves nothing behind.
    private const string EndsWithParent = "process.stdin.resume();process.stdin.on('end',()=>process.exit(0));require(process.argv[1])";

    /// <param name="service">"table" or "blob".</param>
    /// <param name="accounts">As AZURITE_ACCOUNTS has them.</param>
    /// <param name="probe">A path that it responds to, whatever it responds.</param>
    /// <returns>Its port.</returns>
    public static async Task<int> StartAsync(string service, string accounts, string probe)
    {
        var main = AzuriteInstallation.Ensure(service);
        var reported = "";
        for (var i = 0; i < Tries; i++)
        {
            // Someone else may take the port before the emulator does: then it ends, and another one is tried.
            var port = FreePort();
            (var listening, reported) = await StartAsync(main, service, port, accounts, probe);
            if (listening) return port;
        }
        throw new InvalidOperationException($"The storage emulator does not start: {reported}");
    }

    private static async Task<(bool Listening, string Reported)> StartAsync(string main, string service, int port, string accounts, string probe)
    {
        var process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList =
            {
                "-e", EndsWithParent, main, "--inMemoryPersistence", "--skipApiVersionCheck", "--disableTelemetry", "--silent",
                $"--{service}Host", "127.0.0.1", $"--{service}Port", port.ToString(CultureInfo.InvariantCulture)
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = accounts }
        })!;
        var reported = new StringBuilder();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Task.WhenAny(started.Task, process.WaitForExitAsync());
        return started.Task.IsCompleted && await RespondsAsync(port, probe) ? (true, "") : (false, reported.ToString());

        void Hear(string? line)
        {
            lock (reported) reported.AppendLine(line);
            if (line?.Contains("successfully", StringComparison.Ordinal) is true) started.TrySetResult();
        }
    }

    /// <summary>True for any response: the service responds.</summary>
    private static async Task<bool> RespondsAsync(int port, string probe)
    {
        using var client = new HttpClient();
        try
        {
            using var response = await client.GetAsync(new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}/{probe}"));
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
