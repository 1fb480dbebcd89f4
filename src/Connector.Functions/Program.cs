using Connector.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddConnectorFunctions(builder.Configuration);
builder.AddTelemetry();

var app = builder.Build();
var stopping = app.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Scaled in before it had started: that is an end like any other.
}
