using Connector.Functions;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.Services.AddConnectorFunctions(builder.Configuration);
builder.AddTelemetry();
await builder.Build().RunAsync();
