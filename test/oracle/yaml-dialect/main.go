// Command yaml-dialect records how kubectl 1.32 reads small YAML texts. It uses the decoder that
// `kubectl apply -f` uses (document splitting, JSON sniffing, sigs.k8s.io/yaml v1.4.0 and the number
// types of the API server), so its verdicts are the cluster's.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"strings"

	utiljson "k8s.io/apimachinery/pkg/util/json"
	utilyaml "k8s.io/apimachinery/pkg/util/yaml"
	"sigs.k8s.io/yaml"
)

// record is one line of input and output. Of an input line only Case, Text and YAML are read.
type record struct {
	Case string  `json:"case,omitempty"`
	Text *string `json:"text,omitempty"`
	YAML string  `json:"yaml"`
	// JSON is the only document; null if there is none or it is empty.
	JSON json.RawMessage `json:"json"`
	// Documents is set instead of JSON if there are several; empty ones are left out, as kubectl does.
	Documents []json.RawMessage `json:"documents,omitempty"`
	// Type is what the API server takes the value of the key `v` for.
	Type string `json:"type,omitempty"`
	// Error is kubectl's complaint.
	Error string `json:"error,omitempty"`
	// StrictError is the complaint of the strict reading (duplicate keys), which kubectl does not use.
	StrictError string `json:"strictError,omitempty"`
}

func main() {
	in := bufio.NewReader(os.Stdin)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, readErr := in.ReadBytes('\n')
		if len(bytes.TrimSpace(line)) > 0 {
			var input record
			if err := json.Unmarshal(line, &input); err != nil {
				log.Fatal(err)
			}
			if err := encoder.Encode(read(input)); err != nil {
				log.Fatal(err)
			}
		}
		if errors.Is(readErr, io.EOF) {
			return
		}
		if readErr != nil {
			log.Fatal(readErr)
		}
	}
}

func read(input record) record {
	result := record{Case: input.Case, Text: input.Text, YAML: input.YAML}
	documents, err := decode(input.YAML)
	if err != nil {
		result.Error = err.Error()
	} else if len(documents) == 1 {
		result.JSON = documents[0]
		result.Type = typeOfV(documents[0])
	} else if len(documents) > 1 {
		result.Documents = documents
	}
	if _, err := yaml.YAMLToJSONStrict([]byte(input.YAML)); err != nil {
		result.StrictError = err.Error()
	}
	return result
}

// decode splits and reads a file as kubectl's resource builder does.
func decode(text string) (documents []json.RawMessage, err error) {
	defer func() {
		if problem := recover(); problem != nil {
			err = fmt.Errorf("panic: %v", problem)
		}
	}()
	decoder := utilyaml.NewYAMLOrJSONDecoder(strings.NewReader(text), 4096)
	for {
		var document json.RawMessage
		if err := decoder.Decode(&document); err != nil {
			if errors.Is(err, io.EOF) {
				return documents, nil
			}
			return nil, err
		}
		document = bytes.TrimSpace(document)
		if len(document) > 0 && !bytes.Equal(document, []byte("null")) {
			documents = append(documents, document)
		}
	}
}

func typeOfV(document json.RawMessage) string {
	var fields map[string]interface{}
	if err := utiljson.Unmarshal(document, &fields); err != nil {
		return ""
	}
	value, found := fields["v"]
	if !found {
		return ""
	}
	switch value.(type) {
	case nil:
		return "null"
	case bool:
		return "boolean"
	case int64:
		return "integer"
	case float64:
		return "number"
	case string:
		return "string"
	case []interface{}:
		return "array"
	default:
		return "object"
	}
}
