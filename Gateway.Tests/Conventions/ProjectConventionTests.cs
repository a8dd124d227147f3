using System.Diagnostics;
using System.Reflection;
using System.Xml.Linq;
using Gateway.JsonSchema;
using Gateway.Observability;
using Gateway.Tests.Support;

namespace Gateway.Tests.Conventions;

/// <summary>What the projects are made of, and what leaves them.</summary>
public sealed class ProjectConventionTests
{
    [Fact]
    public void JSON_Schema_depends_on_nothing_but_the_base_library()
    {
        var project = XDocument.Load(Repository.PathOf("Gateway.JsonSchema", "Gateway.JsonSchema.csproj"));

        Assert.DoesNotContain(project.Descendants(), element => element.Name.LocalName.EndsWith("Reference", StringComparison.Ordinal));
        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")?.Value);
        Each.Is(typeof(StrictJson).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
    }

    /// <summary>The gateway's own project and those it is built with.</summary>
    public static TheoryData<string> Shipped =>
        ["Gateway", .. XDocument.Load(Repository.PathOf("Gateway", "Gateway.csproj")).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value))];

    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task The_images_are_built_from_every_project_that_the_gateway_needs(string project)
    {
        foreach (var image in (string[])["Dockerfile", "Dockerfile.native"])
        {
            var steps = await File.ReadAllLinesAsync(Repository.PathOf(image));

            Assert.Contains($"COPY {project}/{project}.csproj {project}/packages.lock.json {project}/", steps);
            Assert.Contains($"COPY {project}/ {project}/", steps);
        }

        Assert.Contains($"!{project}/**", await File.ReadAllLinesAsync(Repository.PathOf(".dockerignore")));
    }

    /// <summary>Wherever it is built, it is built by the same rules; and the images differ in what they are built on, not in what they hold.</summary>
    [Fact]
    public async Task The_images_have_the_same_layout_and_run_the_same_way()
    {
        var images = await Task.WhenAll(
            File.ReadAllLinesAsync(Repository.PathOf("Dockerfile")), File.ReadAllLinesAsync(Repository.PathOf("Dockerfile.native")));
        var (jit, native) = (Runs(images[0]), Runs(images[1]));

        Assert.Contains("USER 1654", native);
        Assert.Equal(jit, native);

        static IEnumerable<string> Runs(string[] steps) => steps
            .SkipWhile(step => step != "WORKDIR /app")
            .Where(step => step.Length > 0 && step[0] != '#' && !step.StartsWith("ENV DOTNET_", StringComparison.Ordinal));
    }

    /// <summary>What is found there by its name alone would be left out of the native build.</summary>
    [Fact]
    public void The_native_build_keeps_the_log_sinks_whole()
    {
        var kept = XDocument.Load(Repository.PathOf("Gateway", "Gateway.csproj")).Descendants("TrimmerRootAssembly")
            .SelectMany(item => item.Attribute("Include")!.Value.Split(';'));

        Assert.Equal(LogSinks.Assemblies.Select(assembly => assembly.GetName().Name).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
    }

    /// <summary>It is there to be edited, and then <c>dotnet run</c> is to run and not to compile.</summary>
    [Theory]
    [MemberData(nameof(Shipped))]
    public async Task No_project_is_built_from_the_sample_configuration(string project)
    {
        var inputs = await DotnetAsync("msbuild", Repository.PathOf(project), "-getItem:Compile,EmbeddedResource,AdditionalFiles,Content,None");

        Assert.Contains(Repository.PathOf(project), inputs, StringComparison.Ordinal);
        Assert.DoesNotContain(Repository.PathOf("config", "gateway.json"), inputs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_published_that_is_never_read()
    {
        var folder = Directory.CreateTempSubdirectory("published-");
        try
        {
            await PublishAsync(folder.FullName);

            var files = Directory.EnumerateFiles(folder.FullName, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder.FullName, file).Replace('\\', '/'))
                .ToArray();
            Assert.Contains("gateway.dll", files);
            Assert.Contains("Gateway.JsonSchema.dll", files);
            Assert.DoesNotContain(files, file => !IsRead(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The program, what the host wants to know of it, lines for stack traces, and SQLite for each system.</summary>
    private static bool IsRead(string file) => file.Split('/') switch
    {
        [var name] => name is "gateway" or "gateway.exe" or "gateway.deps.json" or "gateway.runtimeconfig.json"
            || Path.GetExtension(name) is ".dll" || (Path.GetExtension(name) is ".pdb" && File.Exists(Path.Combine(AppContext.BaseDirectory, name))),
        ["runtimes", _, "native", _] => true,
        _ => false,
    };

    /// <summary>What stands built beside the tests, published as it is without any option.</summary>
    private static Task<string> PublishAsync(string folder)
    {
        var configuration = typeof(ProjectConventionTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        return DotnetAsync("publish", Repository.PathOf("Gateway"), "--no-build", "-nodeReuse:false", "--configuration", configuration, "--output", folder);
    }

    private static async Task<string> DotnetAsync(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, output);
        return output;
    }
}
