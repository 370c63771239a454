/*
 * GMime, which reads and writes letters: loaded when there is one, for with all it stands on (GLib, GIO, GPGME ...) it
 * takes longer to start than most commands take in all. Only files that include this know that it is not simply linked:
 * its functions are called by their names.
 */
#ifndef CRM_POST_MIME_MIME_LIBRARY_H
#define CRM_POST_MIME_MIME_LIBRARY_H

#include <gmime/gmime.h>

#include "base/core/status.h"

/* Before the first letter; again costs nothing. CRM_UNAVAILABLE: it is not there, or another one. */
enum status mime_library_load(struct why *why);

/* The functions that are called, each once more below. One that is left out here does not compile, one that is left out
   below does not link. */
#define MIME_LIBRARY(X)                                                                                                \
	X(g_ascii_strncasecmp)                                                                                         \
	X(g_build_filename)                                                                                            \
	X(g_byte_array_append)                                                                                         \
	X(g_byte_array_sized_new)                                                                                      \
	X(g_compute_checksum_for_data)                                                                                 \
	X(g_date_time_new_from_unix_utc)                                                                               \
	X(g_date_time_to_timezone)                                                                                     \
	X(g_date_time_to_unix)                                                                                         \
	X(g_date_time_unref)                                                                                           \
	X(g_free)                                                                                                      \
	X(g_get_tmp_dir)                                                                                               \
	X(g_log_set_default_handler)                                                                                   \
	X(g_mime_content_type_get_mime_type)                                                                           \
	X(g_mime_content_type_is_type)                                                                                 \
	X(g_mime_data_wrapper_write_to_stream)                                                                         \
	X(g_mime_format_options_free)                                                                                  \
	X(g_mime_format_options_new)                                                                                   \
	X(g_mime_format_options_set_newline_format)                                                                    \
	X(g_mime_header_get_raw_value)                                                                                 \
	X(g_mime_header_list_get_header)                                                                               \
	X(g_mime_header_set_raw_value)                                                                                 \
	X(g_mime_init)                                                                                                 \
	X(g_mime_message_add_mailbox)                                                                                  \
	X(g_mime_message_get_addresses)                                                                                \
	X(g_mime_message_get_date)                                                                                     \
	X(g_mime_message_get_mime_part)                                                                                \
	X(g_mime_message_new)                                                                                          \
	X(g_mime_message_part_get_message)                                                                             \
	X(g_mime_message_part_get_type)                                                                                \
	X(g_mime_message_set_date)                                                                                     \
	X(g_mime_message_set_message_id)                                                                               \
	X(g_mime_message_set_mime_part)                                                                                \
	X(g_mime_message_set_subject)                                                                                  \
	X(g_mime_multipart_get_count)                                                                                  \
	X(g_mime_multipart_get_part)                                                                                   \
	X(g_mime_multipart_get_type)                                                                                   \
	X(g_mime_object_get_content_disposition_parameter)                                                             \
	X(g_mime_object_get_content_type)                                                                              \
	X(g_mime_object_get_content_type_parameter)                                                                    \
	X(g_mime_object_get_disposition)                                                                               \
	X(g_mime_object_get_header_list)                                                                               \
	X(g_mime_object_set_header)                                                                                    \
	X(g_mime_object_to_string)                                                                                     \
	X(g_mime_parser_construct_message)                                                                             \
	X(g_mime_parser_new_with_stream)                                                                               \
	X(g_mime_parser_set_format)                                                                                    \
	X(g_mime_parser_set_persist_stream)                                                                            \
	X(g_mime_part_get_content)                                                                                     \
	X(g_mime_part_get_filename)                                                                                    \
	X(g_mime_part_get_type)                                                                                        \
	X(g_mime_part_set_content_encoding)                                                                            \
	X(g_mime_stream_mem_get_byte_array)                                                                            \
	X(g_mime_stream_mem_new)                                                                                       \
	X(g_mime_stream_mem_new_with_byte_array)                                                                       \
	X(g_mime_stream_mem_set_owner)                                                                                 \
	X(g_mime_text_part_new_with_subtype)                                                                           \
	X(g_mime_text_part_set_charset)                                                                                \
	X(g_mime_text_part_set_text)                                                                                   \
	X(g_object_unref)                                                                                              \
	X(g_time_zone_new_offset)                                                                                      \
	X(g_time_zone_unref)                                                                                           \
	X(g_type_check_instance_is_a)                                                                                  \
	X(internet_address_get_name)                                                                                   \
	X(internet_address_list_get_address)                                                                           \
	X(internet_address_list_length)                                                                                \
	X(internet_address_list_parse)                                                                                 \
	X(internet_address_mailbox_get_addr)                                                                           \
	X(internet_address_mailbox_get_type)                                                                           \
	X(internet_address_set_charset)

struct mime_library {
#define X(name) __typeof__(name) *name;
	MIME_LIBRARY(X)
#undef X
};
extern struct mime_library mime_library;

#ifndef MIME_LIBRARY_LOADER
#define g_ascii_strncasecmp mime_library.g_ascii_strncasecmp
#define g_build_filename mime_library.g_build_filename
#define g_byte_array_append mime_library.g_byte_array_append
#define g_byte_array_sized_new mime_library.g_byte_array_sized_new
#define g_compute_checksum_for_data mime_library.g_compute_checksum_for_data
#define g_date_time_new_from_unix_utc mime_library.g_date_time_new_from_unix_utc
#define g_date_time_to_timezone mime_library.g_date_time_to_timezone
#define g_date_time_to_unix mime_library.g_date_time_to_unix
#define g_date_time_unref mime_library.g_date_time_unref
#define g_free mime_library.g_free
#define g_get_tmp_dir mime_library.g_get_tmp_dir
#define g_log_set_default_handler mime_library.g_log_set_default_handler
#define g_mime_content_type_get_mime_type mime_library.g_mime_content_type_get_mime_type
#define g_mime_content_type_is_type mime_library.g_mime_content_type_is_type
#define g_mime_data_wrapper_write_to_stream mime_library.g_mime_data_wrapper_write_to_stream
#define g_mime_format_options_free mime_library.g_mime_format_options_free
#define g_mime_format_options_new mime_library.g_mime_format_options_new
#define g_mime_format_options_set_newline_format mime_library.g_mime_format_options_set_newline_format
#define g_mime_header_get_raw_value mime_library.g_mime_header_get_raw_value
#define g_mime_header_list_get_header mime_library.g_mime_header_list_get_header
#define g_mime_header_set_raw_value mime_library.g_mime_header_set_raw_value
#define g_mime_init mime_library.g_mime_init
#define g_mime_message_add_mailbox mime_library.g_mime_message_add_mailbox
#define g_mime_message_get_addresses mime_library.g_mime_message_get_addresses
#define g_mime_message_get_date mime_library.g_mime_message_get_date
#define g_mime_message_get_mime_part mime_library.g_mime_message_get_mime_part
#define g_mime_message_new mime_library.g_mime_message_new
#define g_mime_message_part_get_message mime_library.g_mime_message_part_get_message
#define g_mime_message_part_get_type mime_library.g_mime_message_part_get_type
#define g_mime_message_set_date mime_library.g_mime_message_set_date
#define g_mime_message_set_message_id mime_library.g_mime_message_set_message_id
#define g_mime_message_set_mime_part mime_library.g_mime_message_set_mime_part
#define g_mime_message_set_subject mime_library.g_mime_message_set_subject
#define g_mime_multipart_get_count mime_library.g_mime_multipart_get_count
#define g_mime_multipart_get_part mime_library.g_mime_multipart_get_part
#define g_mime_multipart_get_type mime_library.g_mime_multipart_get_type
#define g_mime_object_get_content_disposition_parameter mime_library.g_mime_object_get_content_disposition_parameter
#define g_mime_object_get_content_type mime_library.g_mime_object_get_content_type
#define g_mime_object_get_content_type_parameter mime_library.g_mime_object_get_content_type_parameter
#define g_mime_object_get_disposition mime_library.g_mime_object_get_disposition
#define g_mime_object_get_header_list mime_library.g_mime_object_get_header_list
#define g_mime_object_set_header mime_library.g_mime_object_set_header
#define g_mime_object_to_string mime_library.g_mime_object_to_string
#define g_mime_parser_construct_message mime_library.g_mime_parser_construct_message
#define g_mime_parser_new_with_stream mime_library.g_mime_parser_new_with_stream
#define g_mime_parser_set_format mime_library.g_mime_parser_set_format
#define g_mime_parser_set_persist_stream mime_library.g_mime_parser_set_persist_stream
#define g_mime_part_get_content mime_library.g_mime_part_get_content
#define g_mime_part_get_filename mime_library.g_mime_part_get_filename
#define g_mime_part_get_type mime_library.g_mime_part_get_type
#define g_mime_part_set_content_encoding mime_library.g_mime_part_set_content_encoding
#define g_mime_stream_mem_get_byte_array mime_library.g_mime_stream_mem_get_byte_array
#define g_mime_stream_mem_new mime_library.g_mime_stream_mem_new
#define g_mime_stream_mem_new_with_byte_array mime_library.g_mime_stream_mem_new_with_byte_array
#define g_mime_stream_mem_set_owner mime_library.g_mime_stream_mem_set_owner
#define g_mime_text_part_new_with_subtype mime_library.g_mime_text_part_new_with_subtype
#define g_mime_text_part_set_charset mime_library.g_mime_text_part_set_charset
#define g_mime_text_part_set_text mime_library.g_mime_text_part_set_text
#define g_object_unref mime_library.g_object_unref
#define g_time_zone_new_offset mime_library.g_time_zone_new_offset
#define g_time_zone_unref mime_library.g_time_zone_unref
#define g_type_check_instance_is_a mime_library.g_type_check_instance_is_a
#define internet_address_get_name mime_library.internet_address_get_name
#define internet_address_list_get_address mime_library.internet_address_list_get_address
#define internet_address_list_length mime_library.internet_address_list_length
#define internet_address_list_parse mime_library.internet_address_list_parse
#define internet_address_mailbox_get_addr mime_library.internet_address_mailbox_get_addr
#define internet_address_mailbox_get_type mime_library.internet_address_mailbox_get_type
#define internet_address_set_charset mime_library.internet_address_set_charset
#endif

#endif
