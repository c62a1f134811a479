using Metarr.Functions;
using Metarr.Functions.Telemetry;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Hosting;

var builder = FunctionsApplication.CreateBuilder(args);
builder.ConfigureFunctionsWebApplication();
builder.UseMetarrTelemetry();
builder.Services.AddMetarr(builder.Configuration);
await builder.Build().RunAsync();
